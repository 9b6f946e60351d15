import { type Issue, isNonEmpty, ok, type Result } from '#primitives'
import type { CompiledRule, CompiledSearch, Explanation, FieldResolver, Reason } from '../compiled-rule.ts'
import type { SigmaRule } from '../rule.ts'
import { type BoundDetection, bindDetection } from './bind-detection.ts'
import { checkLate } from './check-late.ts'
import { compiledSearch } from './compile-search.ts'
import { FieldReader } from './field-reader.ts'
import type { Predicate } from './predicate.ts'
import { requiredValues } from './required-values.ts'

/** Binds a rule to a host's events. Fails with an issue for each field that the host does not have. */
export function compileRule<E>(rule: SigmaRule, fields: FieldResolver<E>): Result<CompiledRule<E>> {
  const reader = new FieldReader(fields)
  const bound = bindDetection(rule.detection, reader)
  const found: readonly Issue[] = [...reader.issues, ...lateIssues(rule, reader)]
  if (isNonEmpty(found)) return { ok: false, issues: found }
  const { predicate } = bound
  const required = new Map<string, ReadonlySet<string> | undefined>()
  return ok({
    rule,
    matches: predicate.matches,
    couldMatch: predicate.couldMatch,
    given: (isKnown, event) => predicate.given(isKnown, event).couldMatch,
    searches: compileSearches(rule, bound),
    explain: event => explain(predicate, event),
    requiredValues(field) {
      if (!required.has(field)) required.set(field, requiredValues(rule.detection, field))
      return required.get(field)
    },
    fields: reader.names,
    readsTexts: reader.readsTexts,
  })
}

const lateIssues = <E>({ detection }: SigmaRule, reader: FieldReader<E>): readonly Issue[] =>
  Object.entries(detection.searches).flatMap(([name, search]) => checkLate(name, search, field => reader.isLate(field)))

function compileSearches<E>({ detection }: SigmaRule, bound: BoundDetection<E>): Map<string, CompiledSearch<E>> {
  const searches = new Map<string, CompiledSearch<E>>()
  for (const [name, predicate] of bound.searches) {
    const search = detection.searches[name]
    if (search !== undefined) searches.set(name, compiledSearch(search, predicate))
  }
  return searches
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
