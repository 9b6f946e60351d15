import type { CompiledRule } from '../compiled-rule.ts'
import { anyRest, some } from './remainder.ts'
import { ofAny } from './required-values.ts'

/** Several rules as one: it holds where any of them does. It has no searches of its own. */
export function anyRule<E>(rules: readonly Omit<CompiledRule<E>, 'rule'>[]): Omit<CompiledRule<E>, 'rule'> {
  return {
    matches: some(rules.map(rule => (event: E) => rule.matches(event))),
    couldMatch: some(rules.map(rule => (event: E) => rule.couldMatch(event))),
    given: (isKnown, event) => anyRest(rules.map(rule => rule.given(isKnown, event))),
    searches: new Map(),
    explain(event) {
      const all = rules.map(rule => rule.explain(event))
      return all.find(({ matched }) => matched) ?? { matched: false, reasons: all.flatMap(({ reasons }) => reasons) }
    },
    requiredValues: field => ofAny(rules.map(rule => rule.requiredValues(field))),
    fields: [...new Set(rules.flatMap(({ fields }) => fields))],
    readsTexts: rules.some(({ readsTexts }) => readsTexts),
  }
}
