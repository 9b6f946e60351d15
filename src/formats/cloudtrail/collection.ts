import type { EventSink, ReadingPlan } from '#events'
import type { FormatLimits } from '../file-account.ts'
import type { Ledger } from '../ledger.ts'
import type { Layout } from './layout.ts'

/** What the collectors of one file, one per level of envelopes, share. */
export interface Collection {
  readonly file: string
  readonly plan: ReadingPlan
  readonly limits: FormatLimits
  readonly ledger: Ledger
  readonly layout: Layout
  readonly sink: EventSink
  /** Found on the way, so that the whole file can be named for what it is. */
  insights: number
  digests: number
  /** Records of an access log that came in envelopes. */
  accessLogs: number
  /** Calls that were spelled otherwise than CloudTrail does, and how often. */
  readonly spellings: Map<string, number>
  /** Bytes that compressed contents may still come to. */
  inflatable: number
}
