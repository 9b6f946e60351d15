import type { Operator, Quantifier, SigmaRule, SigmaValue } from './rule.ts'

/** How a field name of a rule is read from the host program's events. */
export interface FieldResolver<E> {
  /**
   * A reader of the field: undefined when the event does not have it, else null, text, a number, a boolean, an object
   * (which is searched as its JSON text), or a list of these (a field below a list is read from each element).
   * No reader: there is no such field.
   */
  resolve(field: string): ((event: E) => unknown) | undefined
  /**
   * The same with objects as they are, not as JSON text: what array matching (`grants[any]`) takes elements from.
   * Without it, or where it has no reader, `resolve` gives them.
   */
  structure?(field: string): ((event: E) => unknown) | undefined
  /** Every text, number and boolean of the event, as text: what keywords are looked for in. Without it, they are refused. */
  texts?(event: E): readonly string[]
  /** A close name for a misspelt one. */
  suggest(field: string): string | undefined
  /** Whether what the field holds is known only when every event has been read. Without it, no field is late. */
  isLate?(field: string): boolean
  /** For a late field, whether an event alone decides what it holds, so that it can be read at once. Without it, none does. */
  isSettled?(field: string): ((event: E) => boolean) | undefined
}

export interface CompiledRule<E> {
  readonly rule: SigmaRule
  matches(event: E): boolean
  /**
   * Whether the rule could match when late fields hold anything whatever, also under `not`. Never false for an event
   * that some values of the late fields would make match; the same as `matches` for a rule without late fields.
   */
  couldMatch(event: E): boolean
  /**
   * What is left of `couldMatch` for all events that have the known fields in common with this one: the answer, or a
   * test of the other fields.
   */
  given(isKnown: (field: string) => boolean, event: E): boolean | ((event: E) => boolean)
  /** Each search of the rule by its name. A search holds late fields only, or none. */
  readonly searches: ReadonlyMap<string, CompiledSearch<E>>
  /** Why it matched, or why not: never empty. */
  explain(event: E): Explanation
  /**
   * The values of which the field (or an element of it, for a list) must have one for the rule to match, lower case;
   * undefined when the rule can match without the field having one of a known set of values. Conservative.
   */
  requiredValues(field: string): ReadonlySet<string> | undefined
  /** Every field the rule reads. */
  readonly fields: readonly string[]
  /** It looks for keywords: nothing of an event may be left out. */
  readonly readsTexts: boolean
}

/** A search bound to events, of a rule or outside of one. */
export interface CompiledSearch<E> {
  matches(event: E): boolean
  /** The same as for a rule. */
  couldMatch(event: E): boolean
  /** It reads some late field. */
  readonly isLate: boolean
  /** Every field the search reads. */
  readonly fields: readonly string[]
  /** The same as for a rule. */
  readonly readsTexts: boolean
}

export interface Explanation {
  readonly matched: boolean
  /** For a match, the comparisons that made it true; otherwise, the ones that made it false. */
  readonly reasons: readonly Reason[]
}

/** How a field is compared; for array matching, which of its elements meet what is expected. */
export type ReasonOperator = Operator | `[${Quantifier}]`

/** One comparison, as shown to people and written to findings. */
export interface Reason {
  readonly search: string
  /** As the rule names it, e.g. `args[0]` or `eventTime|hour`; of keywords, `any text`. */
  readonly field: string
  /** With `not` where the condition, or `neq`, negates the comparison. */
  readonly operator: ReasonOperator | `not ${ReasonOperator}`
  /** Of alternatives, those that held; of required values, those that did not; otherwise all. As the rule writes them. */
  readonly expected: readonly SigmaValue[]
  readonly actual: unknown
  /** Whether the comparison holds as worded, with its `not`; the same for all reasons of one explanation. */
  readonly matched: boolean
}
