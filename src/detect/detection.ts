import type { Outcome } from '#events'
import type { Duration } from '#primitives'
import type { Search, SigmaCorrelation, SigmaRule } from '#sigma'

/** How a detection is surfaced: TTP findings are raised, anomaly findings add risk, hunting ones are shown when asked for. */
export type DetectionType = 'ttp' | 'anomaly' | 'hunting' | 'correlation'

/** A detection as loaded from `detections/` or the user's rules: plain data, checked, ready to compile. */
export interface Detection {
  /** The folder's name, or one derived from the file's name for a foreign Sigma rule. */
  readonly slug: string
  readonly id: string
  readonly title: string
  readonly description: string
  readonly type: DetectionType
  /** A correlation for the kind of that name, else a rule. */
  readonly rule: SigmaRule | SigmaCorrelation
  readonly kind: DetectionKind
  /** The outcomes that count; each has findings of its own, except for a correlation. */
  readonly outcomes: readonly Outcome[]
  /** `by` is empty for a correlation that makes a finding of each run of a group of its own. */
  readonly group: { readonly by: readonly string[]; readonly window: Duration }
  /** Text with `{field}` slots. */
  readonly message: string
  /** The same for what did not succeed; without it, `message` is shown with the outcome before it. */
  readonly attempt?: string
  readonly risk: Risk
  readonly entities: readonly EntitySpec[]
  readonly needs: readonly LogNeed[]
  /** Slug of a broader detection that this one makes more exact: one finding with both names. */
  readonly refines?: string
  readonly story?: string
  /** Whether AWS's own housekeeping counts (see `Noise`); it does when absent, as in a Sigma rule. */
  readonly noise?: 'include' | 'exclude'
  readonly attack: { readonly tactics: readonly string[]; readonly techniques: readonly string[] }
}

export type LogNeed = 'cloudtrail.management' | 'cloudtrail.data' | 's3-access-log'

export type DetectionKind =
  | { readonly kind: 'match' }
  | ({ readonly kind: 'first-seen' } & FirstSeenSpec)
  | ({ readonly kind: 'spike' } & SpikeSpec)
  | ({ readonly kind: 'correlation' } & CorrelationSpec)

export interface FirstSeenSpec {
  /** The first field is the scope that does the learning, e.g. the bucket. */
  readonly key: readonly string[]
  /** Broader views of the key's last field, narrow to wide; they tell how new a new key is. */
  readonly wider: readonly string[]
  readonly learning: Duration
  /** Distinct days (UTC) on which the scope must have been present before anything in it is new. */
  readonly minimumDays: number
  readonly forget: Duration
}

export interface SpikeSpec {
  readonly by: readonly string[]
  /** Count distinct values of this field instead of events. */
  readonly distinct?: string
  readonly every: Duration
  readonly history: Duration
  readonly deviations: number
  /** A history of more points than this is enough to judge by. */
  readonly minimumPoints: number
  /** Without enough history, this many in one period are a spike. */
  readonly coldStart: number
}

export interface CorrelationSpec {
  /** The other rules and correlations of its file, which it may name and which raise no findings of their own. */
  readonly documents: readonly (SigmaRule | SigmaCorrelation)[]
}

export interface Risk {
  readonly confidence: number
  readonly impact: number
  readonly adjustments: readonly RiskAdjustment[]
  /** By how much there was, the largest that is reached: the count of the finding, or of a spike's period. */
  readonly escalations: readonly RiskEscalation[]
}

export interface RiskAdjustment {
  readonly when: Search
  /** Points added to the score (may be negative). */
  readonly add: number
  readonly reason: string
}

export interface RiskEscalation {
  readonly atLeast: number
  readonly add: number
  readonly reason: string
}

export interface EntitySpec {
  readonly field: string
  readonly type: 'user' | 'ip-address' | 'bucket' | 'account' | 'object' | 'other'
  readonly role: 'attacker' | 'victim'
}
