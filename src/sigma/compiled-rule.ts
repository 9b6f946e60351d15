import type { SigmaRule } from './rule.ts'

/** How a field name of a rule is read from the host program's events. */
export interface FieldResolver<E> {
  /** Undefined: there is no such field. */
  resolve(field: string): ((event: E) => unknown) | undefined
  /** A close name for a misspelt one. */
  suggest(field: string): string | undefined
}

export interface CompiledRule<E> {
  readonly rule: SigmaRule
  matches(event: E): boolean
  /** Why it matched, or why not: never empty. */
  explain(event: E): Explanation
  /**
   * The values the field must have for the rule to match, lower case; undefined when the rule can match without
   * the field having one of a known set of values. Conservative.
   */
  requiredValues(field: string): ReadonlySet<string> | undefined
  /** Every field the rule reads. */
  readonly fields: readonly string[]
}

export interface Explanation {
  readonly matched: boolean
  /** For a match, the comparisons that made it true; otherwise, the ones that made it false. */
  readonly reasons: readonly Reason[]
}

/** One comparison, as shown to people and written to findings. */
export interface Reason {
  readonly search: string
  readonly field: string
  /** `equals`, `not equals`, `contains`, ... */
  readonly operator: string
  readonly expected: readonly (string | number | boolean | null)[]
  readonly actual: unknown
  readonly matched: boolean
}
