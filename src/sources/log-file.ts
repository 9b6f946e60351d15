import type { Issue } from '#primitives'

/** A file to read: named, not yet opened. Plain data, so that a worker can be told to read it. */
export interface LogFile {
  /** As a person would name it: the path as given or found, `-` for standard input. */
  readonly name: string
  /** What to open; absent for standard input and for an object. */
  readonly path?: string
  readonly object?: ObjectPlace
  /** Bytes as stored, for progress; undefined when unknown. */
  readonly size?: number
  /** It has changed a moment ago, so that its end may be yet to come: what it ends in the middle of is left for later. */
  readonly mayGrow?: true
}

/** An object in S3, as a listing or a notification tells of it. */
export interface ObjectPlace {
  readonly bucket: string
  readonly key: string
  /** With its quotes, as S3 writes it. */
  readonly etag?: string
  readonly size?: number
  /** Of the bucket; by default the one that AWS tools are set to. */
  readonly region?: string
}

/** Decompressed content of a file, or of one member of an archive (`logs.zip!a.log`). */
export interface PlainContent {
  readonly name: string
  /** In order. Ends early where the content is broken or a limit bites; `issue()` then says why. */
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** After the chunks have been read: what cut them short. What came before it is good. */
  issue(): Issue | undefined
}

export interface SourceLimits {
  /** Decompressed bytes of one file. */
  readonly maxFileBytes: number
  /** Decompressed over compressed bytes, once more than `ratioFloorBytes` came out. */
  readonly maxRatio: number
  readonly ratioFloorBytes: number
  /** Folders below a given path. */
  readonly maxDepth: number
}
