import { absurd, isNonEmpty, ok, type Result } from '#primitives'
import type { CompiledSearch, FieldResolver } from '../compiled-rule.ts'
import { fieldsOf, matchesOf } from '../fields-of.ts'
import type { Search } from '../rule.ts'
import { compileMatch } from './compile-match.ts'
import { FieldReader } from './field-reader.ts'
import { conjunction, disjunction, type Predicate } from './predicate.ts'

/** Binds a search that stands alone, as `parseSearch` reads it. */
export function compileSearch<E>(search: Search, fields: FieldResolver<E>): Result<CompiledSearch<E>> {
  const reader = new FieldReader(fields)
  const predicate = bindSearch(search, '', reader)
  return isNonEmpty(reader.issues) ? { ok: false, issues: reader.issues } : ok(compiledSearch(search, predicate))
}

/** What the host sees of a bound search. */
export const compiledSearch = <E>(
  search: Search,
  { matches, couldMatch, isLate }: Predicate<E>,
): CompiledSearch<E> => ({
  matches,
  couldMatch,
  isLate,
  fields: [...new Set(matchesOf(search).flatMap(fieldsOf))],
})

export function bindSearch<E>(search: Search, name: string, reader: FieldReader<E>): Predicate<E> {
  switch (search.kind) {
    case 'field':
      return compileMatch(search.match, name, reader)
    case 'all':
      return conjunction(search.items.map(item => bindSearch(item, name, reader)))
    case 'any':
      return disjunction(search.items.map(item => bindSearch(item, name, reader)))
    default:
      return absurd(search)
  }
}
