import type { SigmaMetadata } from '../rule.ts'

/** A correlation of rules as read from YAML: plain data, checked, not yet bound to any event type. */
export interface SigmaCorrelation extends SigmaMetadata {
  /** Ids or names of the rules or correlations that it counts. */
  readonly rules: readonly string[]
}
