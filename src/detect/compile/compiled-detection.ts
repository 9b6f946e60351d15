import type { FirstSeenRule, SpikeRule } from '#baselines'
import type { ActivityEvent, FieldValue, LogKind, Observation, Outcome } from '#events'
import type { CompiledRule } from '#sigma'
import type { CompiledCorrelation } from '../correlation/compiled-correlation.ts'
import type { Detection, EntitySpec, RiskAdjustment } from '../detection.ts'
import type { Evidence } from '../hits/evidence.ts'
import type { Keep } from '../kept-event.ts'

/** What is known of a record before it is read. Empty text is not known. */
export interface Call {
  readonly service: string
  readonly action: string
}

/** A field of the catalogue, bound to its reader. */
export interface FieldReader {
  readonly field: string
  readonly read: (observation: Observation) => FieldValue
}

/** A detection bound to the field catalogue. It holds functions: each thread compiles its own. */
export interface CompiledDetection {
  readonly detection: Detection
  /** Of a correlation: whether any of its rules holds. */
  readonly rule: Omit<CompiledRule<Observation>, 'rule'>
  readonly logs: readonly LogKind[]
  /** Whether the rule can match some record of a call, by log. Never false for one that it matches. */
  readonly admits: Readonly<Record<LogKind, (call: Call) => boolean>>
  readonly outcomes: ReadonlySet<Outcome>
  readonly group: readonly FieldReader[]
  readonly message: readonly MessagePart[]
  readonly attempt: readonly MessagePart[] | undefined
  readonly entities: readonly CompiledEntity[]
  readonly adjustments: readonly CompiledAdjustment[]
  /** The fields whose values a finding shows: of its messages, its entities, and the bucket. */
  readonly shown: readonly FieldReader[]
  readonly judging: Judging
  /** Undefined when nothing of the detection depends on what is known in the end. */
  readonly late: LateParts | undefined
  /** The slugs that this detection makes more exact, nearest first. */
  readonly broader: readonly string[]
  /** The slug of the correlation that says of its rules that they raise no findings of their own. */
  readonly silencedBy: string | undefined
  /** Every field that is read of an event. */
  readonly fields: readonly string[]
  /** Those of them that are read again when it is judged and shown. */
  readonly readLater: readonly string[]
  /** What of an event is kept as evidence. */
  readonly keep: Keep
  /** It looks for keywords in all texts of an event: the record is needed whole. */
  readonly readsTexts: boolean
}

/** What of a detection depends on late fields. */
export interface LateParts {
  /**
   * All that the late parts depend on, as one text. Two events with the same signature that the rule could match are judged
   * alike in the end: the rule holds for both or for neither, and so does each late adjustment.
   */
  signatureOf(observation: Observation): string
  /** All fields that the signature is made of, late ones among them. */
  readonly fields: readonly string[]
}

/** `count` is the number of events, or what a spike counted. */
export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'count' }

export interface CompiledEntity extends EntitySpec {
  readonly read: (observation: Observation) => FieldValue
}

export interface CompiledAdjustment extends RiskAdjustment {
  /** It reads late fields: it holds for no event before all logs have been read. */
  readonly isLate: boolean
  readonly fields: readonly string[]
  readonly holds: (observation: Observation) => boolean
}

export type Judging =
  | { readonly kind: 'match' }
  | {
      readonly kind: 'first-seen'
      readonly scope: FieldReader
      readonly key: readonly FieldReader[]
      readonly wider: readonly FieldReader[]
      readonly rule: FirstSeenRule<ActivityEvent>
    }
  | {
      readonly kind: 'spike'
      readonly by: readonly FieldReader[]
      readonly distinct: FieldReader | undefined
      readonly rule: SpikeRule<Evidence>
    }
  | { readonly kind: 'correlation'; readonly correlation: CompiledCorrelation }
