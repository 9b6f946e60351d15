import type { ActivitySummary } from '#activity'
import type { KnowledgeSummary } from '#events'
import type { AllowUse, EntityRisk, Finding, Incident } from '#findings'
import type { Issue } from '#primitives'

/** Everything one scan has to say. Reports turn it into text; they add nothing. */
export interface ScanResult {
  readonly findings: readonly Finding[]
  readonly incidents: readonly Incident[]
  readonly entityRisk: readonly EntityRisk[]
  readonly activity: ActivitySummary
  readonly detections: readonly DetectionStatus[]
  /** What the findings took for own and known. */
  readonly knowledge: KnowledgeSummary
  /** What allow entries kept apart from the findings. */
  readonly allow: { readonly suppressed: readonly Finding[]; readonly uses: readonly AllowUse[] }
  readonly account: RunAccount
}

/** What a detection could do with the given logs. */
export interface DetectionStatus {
  readonly slug: string
  readonly title: string
  /** `blind`: none of the logs it needs is there. `learning`: it has not seen enough history to judge everything. */
  readonly state: 'active' | 'learning' | 'blind'
  /** Why it is learning or blind, in a sentence. */
  readonly note?: string
  /** Bounds that were passed and events that had no place: what it did not judge, or not exactly. */
  readonly limits?: string
  readonly findings: number
}

/** Nothing is lost in silence: `received = passed + notNeeded + rejected`, and `passed = observed + outOfScope`. */
export interface RunAccount {
  readonly files: {
    readonly found: number
    /** Read, all or in part; those that hold no record included. */
    readonly read: number
    /** Read, and whole, without a record in them. */
    readonly empty: number
    /** Opened, and nothing in them could be used. */
    readonly skipped: number
    /** Read with something in them that could not be used, or is missing. */
    readonly withIssues: number
    /** Could not be opened at all. */
    readonly failed: number
  }
  /** Decompressed bytes. */
  readonly bytes: number
  readonly records: {
    readonly received: number
    readonly passed: number
    readonly notNeeded: number
    readonly observed: number
    /** Count by the option that left them out: `--from`, `--to`, `--account`, ... */
    readonly outOfScope: Readonly<Record<string, number>>
    readonly rejected: Readonly<Record<string, number>>
    /** Observed records that some detection left out as AWS's own housekeeping, by the kind of it. */
    readonly housekeeping: Readonly<Record<string, number>>
  }
  /** What was asked for and is in none of the logs. */
  readonly notFound: readonly NotFound[]
  /** Records by format: `cloudtrail`, `s3-access-log`. */
  readonly formats: Readonly<Record<string, number>>
  /** The files that were skipped or broken, with the reason; at most `listedProblems` of them, sorted. */
  readonly problems: readonly FileProblem[]
  readonly problemCount: number
  /** Something could not be read: `--strict` makes this exit code 4. */
  readonly incomplete: boolean
}

export interface NotFound {
  /** `--account`, `--region`, `--bucket`, `--from` or `--to`. */
  readonly option: string
  /** A name, or an RFC 3339 time. */
  readonly asked: string
  /** The name in the logs that was probably meant. */
  readonly near?: string
  /** From when to when the logs go, where a time was asked for. */
  readonly logs?: { readonly first: string; readonly last: string }
}

/**
 * `issue`: a record that could not be used. `gap`: what there is was used, and something is missing or uncertain in it.
 * `empty`: a log without records, which is no fault.
 */
export interface FileProblem {
  readonly kind: 'skipped' | 'failed' | 'issue' | 'gap' | 'empty'
  readonly issue: Issue
}

/** There was something to read, and not one record of it could be used: then silence says nothing about the buckets. */
export const isNothingUsable = ({ files, records, incomplete }: RunAccount): boolean =>
  files.found > 0 && (incomplete || files.read === 0) && isWithoutRecords(records)

/** There were logs, and all of them are empty. */
export const isNothingHeld = ({ files, records, incomplete }: RunAccount): boolean =>
  files.read > 0 && !incomplete && isWithoutRecords(records)

const isWithoutRecords = ({ passed, notNeeded }: RunAccount['records']): boolean => passed + notNeeded === 0
