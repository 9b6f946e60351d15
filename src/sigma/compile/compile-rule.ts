import { isNonEmpty, ok, type Result } from '#primitives'
import type { CompiledRule, CompiledSearch, Explanation, FieldResolver, Reason } from '../compiled-rule.ts'
import type { SigmaRule } from '../rule.ts'
import { checkLate } from './check-late.ts'
import { bindCondition } from './compile-condition.ts'
import { bindSearch, compiledSearch } from './compile-search.ts'
import { FieldReader } from './field-reader.ts'
import { disjunction, type Predicate } from './predicate.ts'
import { requiredValues } from './required-values.ts'

/** Binds a rule to a host's events. Fails with an issue for each field that the host does not have. */
export function compileRule<E>(rule: SigmaRule, fields: FieldResolver<E>): Result<CompiledRule<E>> {
  const { searches, conditions } = rule.detection
  const reader = new FieldReader(fields)
  const bound = new Map<string, Predicate<E>>()
  const compiledSearches = new Map<string, CompiledSearch<E>>()
  for (const [name, search] of Object.entries(searches)) {
    const predicate = bindSearch(search, name, reader)
    bound.set(name, predicate)
    compiledSearches.set(name, compiledSearch(search, predicate))
    reader.issues.push(...checkLate(name, search, field => reader.isLate(field)))
  }
  const searchOf = (name: string): Predicate<E> => {
    const search = bound.get(name)
    if (search === undefined) throw new Error(`the rule \`${rule.title}\` has no search \`${name}\``)
    return search
  }
  const predicate = disjunction(conditions.map(condition => bindCondition(condition, searchOf)))
  if (isNonEmpty(reader.issues)) return { ok: false, issues: reader.issues }
  const required = new Map<string, ReadonlySet<string> | undefined>()
  return ok({
    rule,
    matches: predicate.matches,
    couldMatch: predicate.couldMatch,
    searches: compiledSearches,
    explain: event => explain(predicate, event),
    requiredValues(field) {
      if (!required.has(field)) required.set(field, requiredValues(rule.detection, field))
      return required.get(field)
    },
    fields: reader.names,
  })
}

function explain<E>(predicate: Predicate<E>, event: E): Explanation {
  const matched = predicate.matches(event)
  return { matched, reasons: withoutRepetition(predicate.decidedBy(event, false)) }
}

/** A search that a condition names twice is told once. */
function withoutRepetition(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map(
    reasons.map(reason => [JSON.stringify([reason.search, reason.field, reason.operator, reason.expected]), reason]),
  )
  return [...seen.values()]
}
