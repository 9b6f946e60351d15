import type { Issue } from '#primitives'
import type { LogFile } from '../log-file.ts'

/**
 * Log files that arrived together, to be read and committed as one. Of a delivery nothing is lost and nothing counts
 * twice: it is settled only after the commit, and whatever is given back may be delivered again.
 */
export interface Delivery {
  readonly files: readonly ArrivedFile[]
  /** What arrived and is not read, each with its reason: a test event, an object that is no log, a poison message. */
  readonly refused: readonly Issue[]
  /** How far the source has got once this is committed, by the part of the source. */
  readonly positions: ReadonlyMap<string, string>
  /** All that came out of it is on the disk: its message may be deleted. */
  settle(): Promise<void>
  /** It was not committed, or one of its files could not be fetched: it has to come again. */
  giveBack(): Promise<void>
}

export interface ArrivedFile {
  readonly file: LogFile
  /** What is remembered of it once it has been read. */
  readonly mark: Mark
  /** When it came into being, epoch milliseconds, for the lag; undefined when unknown. */
  readonly arrived?: number
}

/** Tells a file that was read from one that was not, and from the same file with other content. */
export interface Mark {
  /** Within the source: a path, a bucket and key. */
  readonly name: string
  /** Changes with the content: an ETag; size and time of modification. */
  readonly version: string
  /** Epoch milliseconds, by which marks are forgotten once they are behind the source's look-back. */
  readonly time: number
}

/** What was committed of a source before, by this process or another. */
export interface Progress {
  hasRead(mark: Mark): boolean
  /** Of a part of the source, as `Delivery.positions` gave it. */
  positionOf(part: string): string | undefined
}

/** Where log files keep arriving. */
export interface WatchedSource {
  /** As a person named it: `./logs`, `s3://bucket/prefix`, `sqs://queue-url`. */
  readonly name: string
  /** Marks older than the newest by more than this are forgotten, in milliseconds; undefined for never. */
  readonly lookBack: number | undefined
  /**
   * Everything there is and everything that comes, until `signal` is aborted; then it ends at once. What may mend itself (throttling, a
   * server that is away) is told to `report` and tried again. Throws a {@link SourceFailure} for what does not mend itself.
   *
   * Several deliveries may be on their way at once: the next is asked for before the last is settled.
   */
  deliveries(options: {
    readonly progress: Progress
    readonly signal: AbortSignal
    readonly report: (issue: Issue) => void
  }): AsyncIterable<Delivery>
}

/** Why a source cannot go on. */
export class SourceFailure extends Error {
  readonly issue: Issue

  constructor(issue: Issue) {
    super(issue.message)
    this.issue = issue
  }
}
