import type { Issue } from '#primitives'

export type FormatName = 'cloudtrail' | 's3-access-log' | 'unknown'

/**
 * What became of one file. Nothing is lost in silence:
 * `received = passed + notNeeded + (sum of rejected)`.
 */
export interface FileAccount {
  readonly name: string
  readonly format: FormatName
  /** How the records were wrapped, in words: `Records file`, `JSON lines`, `EventBridge envelopes`, ... */
  readonly layout: string
  /** Decompressed bytes. */
  readonly bytes: number
  readonly received: number
  /** Became events. */
  readonly passed: number
  /** Complete records that the reading plan does not ask for. */
  readonly notNeeded: number
  /** Some of those are management events: a trail has them, even where none of them is asked for. */
  readonly holdsManagement?: true
  /** Count by issue code. */
  readonly rejected: Readonly<Record<string, number>>
  /** A whole file that is no log to read, with the reason: `digest`, `insight`, `empty`, `not-a-log`. */
  readonly skipped?: Issue
  /** It ends within a line, which was left for later as its rest may be yet to come. The line is not received. */
  readonly endsWithinLine?: true
  /** The first issues, at most `FormatLimits.maxIssues`; `rejected` has the full counts. */
  readonly issues: readonly Issue[]
}

export interface FormatLimits {
  /** Bytes of one record or line. */
  readonly maxRecordBytes: number
  /** Nesting of one record. */
  readonly maxNesting: number
  readonly maxIssues: number
}
