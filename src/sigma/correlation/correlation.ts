import type { Duration } from '#primitives'
import type { Condition, SigmaMetadata } from '../rule.ts'

/** A correlation of rules as read from YAML: plain data, checked, not yet bound to any event type. */
export interface SigmaCorrelation extends SigmaMetadata {
  readonly type: CorrelationType
  /** Ids or names of the rules or correlations that it counts; for `temporal_ordered` in the order of the events. */
  readonly rules: readonly string[]
  /** Fields or aliases whose values the events of one group share; none is one group for all. */
  readonly groupBy: readonly string[]
  /** Two events this far apart still stand in one window. */
  readonly timespan: Duration
  /** Name of an alias to what it means in the events of each rule. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly condition: CorrelationCondition
  /** Whether the rules raise findings of their own as well; undefined when the correlation does not say. */
  readonly generate: boolean | undefined
}

export type CorrelationType = (typeof correlationTypes)[number]

export const correlationTypes = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const

export type CorrelationCondition =
  /** A number that every comparison must hold for: of events, of rules, or what `field` comes to. */
  | {
      readonly kind: 'compare'
      readonly comparisons: readonly Comparison[]
      /** Of `value_*` types only; several fields are one value together. */
      readonly field: readonly string[]
      /** Of `value_percentile` only, above 0 and up to 100. */
      readonly percentile?: number
    }
  /** Of temporal types: which of the rules must be there, and which must not. */
  | { readonly kind: 'expression'; readonly expression: Condition }

export interface Comparison {
  readonly operator: ComparisonOperator
  readonly than: number
}

export type ComparisonOperator = (typeof comparisonOperators)[number]

export const comparisonOperators = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const

/** Events in a time, all of which are looked at together: no field is asked. */
export const isTemporal = (type: CorrelationType): boolean => type === 'temporal' || type === 'temporal_ordered'
