import { statSync } from 'node:fs'
import { Allowance } from './allowance.ts'
import { type ByteStream, bytesOfFile, bytesOfMemory, bytesOfStream } from './byte-stream.ts'
import { compressionOf } from './compression.ts'
import type { LogFile, ObjectPlace, PlainContent, SourceLimits } from './log-file.ts'
import { readingProblem } from './problems.ts'
import { beginningOf } from './s3/fetch-ahead.ts'
import { bytesOfObject } from './s3/object-parts.ts'
import { Trouble } from './trouble.ts'
import { nothing, unpack } from './unpack.ts'
import { gunzipWhole, readWhole } from './whole-file.ts'

/**
 * The decompressed content of a file: one, or one for each member of an archive (`logs.zip!a.log`). Told from the
 * bytes, never from the name. Contents are read in order, each before the next is asked for. Never throws for what
 * may be wrong with a file: a content's `issue()` says what cut it short, also where nothing could be read at all.
 * Throws a `FetchFailure`, here or out of the chunks, when an object could not be had, which says nothing about it.
 */
export async function* openContents(
  file: LogFile,
  limits: SourceLimits,
  stdin: AsyncIterable<Uint8Array> = process.stdin,
): AsyncGenerator<PlainContent> {
  try {
    if (file.object) yield* openObject(file.name, file.object, limits)
    else if (file.path === undefined) yield* openStream(file.name, limits, stdin)
    else yield* openFile(file.name, file.path, limits)
  } catch (error) {
    yield nothing(file.name, readingProblem(file.name, error))
  }
}

async function* openFile(name: string, path: string, limits: SourceLimits): AsyncGenerator<PlainContent> {
  const stats = statSync(path)
  if (!stats.isFile()) {
    yield* openStream(name, limits, bytesOfFile(path).open())
    return
  }
  const bytes = readWhole(path, stats.size)
  const stream = bytes ? bytesOfMemory(bytes) : bytesOfFile(path)
  yield* openBytes({ name, path, stream, size: stats.size }, bytes, limits)
}

async function* openObject(name: string, object: ObjectPlace, limits: SourceLimits): AsyncGenerator<PlainContent> {
  const beginning = await beginningOf(object)
  const { bytes, size } = beginning
  yield* openBytes(
    { name, stream: bytesOfObject(object, beginning), size },
    bytes.length === size ? bytes : undefined,
    limits,
  )
}

interface Stored {
  readonly name: string
  readonly path?: string
  readonly stream: ByteStream
  readonly size: number
}

/** `whole` are all of the bytes where they are few. */
async function* openBytes(
  { size, ...stored }: Stored,
  whole: Uint8Array | undefined,
  limits: SourceLimits,
): AsyncGenerator<PlainContent> {
  const { name } = stored
  const plain = whole && plainAtOnce(whole, limits)
  if (plain) {
    yield { name, chunks: plain.length > 0 ? [plain] : [], issue: () => undefined }
    return
  }
  const allowance = new Allowance(name, limits, size)
  yield* unpack({ ...stored, level: 0, allowance, trouble: new Trouble(name, readingProblem) })
}

async function* openStream(
  name: string,
  limits: SourceLimits,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<PlainContent> {
  const allowance = new Allowance(name, limits, 0)
  const stream = bytesOfStream(pieces, count => allowance.arrived(count))
  yield* unpack({ name, stream, level: 0, allowance, trouble: new Trouble(name, readingProblem) })
}

/** The common case, without any stream: a small file, plain or packed once. */
function plainAtOnce(bytes: Uint8Array, limits: SourceLimits): Uint8Array | undefined {
  const compression = compressionOf(bytes)
  if (compression === undefined) return bytes.length <= limits.maxFileBytes ? bytes : undefined
  const plain = compression === 'gzip' ? gunzipWhole(bytes, Allowance.safeBytes(limits, bytes.length)) : undefined
  return plain && compressionOf(plain) === undefined ? plain : undefined
}
