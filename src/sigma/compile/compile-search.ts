import { isNonEmpty, ok, type Result } from '#primitives'
import type { CompiledSearch, FieldResolver } from '../compiled-rule.ts'
import { readsOf } from '../reads.ts'
import type { Search } from '../rule.ts'
import { bindSearch } from './bind-detection.ts'
import { FieldReader } from './field-reader.ts'
import type { Predicate } from './predicate.ts'

/** Binds a search that stands alone, as `parseSearch` reads it. */
export function compileSearch<E>(search: Search, fields: FieldResolver<E>): Result<CompiledSearch<E>> {
  const reader = new FieldReader(fields)
  const predicate = bindSearch(search, '', reader)
  return isNonEmpty(reader.issues) ? { ok: false, issues: reader.issues } : ok(compiledSearch(search, predicate))
}

/** What the host sees of a bound search. */
export function compiledSearch<E>(search: Search, predicate: Predicate<E>): CompiledSearch<E> {
  const reads = readsOf(search)
  return {
    matches: predicate.matches,
    couldMatch: predicate.couldMatch,
    isLate: predicate.isLate,
    fields: [...new Set(reads.flatMap(({ fields }) => fields))],
    readsTexts: reads.some(({ texts }) => texts),
  }
}
