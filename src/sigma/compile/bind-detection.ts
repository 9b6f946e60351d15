import { absurd } from '#primitives'
import type { Search, SigmaDetection } from '../rule.ts'
import { bindCondition } from './compile-condition.ts'
import { compileElements } from './compile-elements.ts'
import { compileKeywords, compileMatch } from './compile-match.ts'
import type { FieldReader } from './field-reader.ts'
import { conjunction, disjunction, type Predicate } from './predicate.ts'

export interface BoundDetection<E> {
  readonly predicate: Predicate<E>
  readonly searches: ReadonlyMap<string, Predicate<E>>
}

/** Binds searches and joins them as the conditions say. */
export function bindDetection<E>({ searches, conditions }: SigmaDetection, reader: FieldReader<E>): BoundDetection<E> {
  const bound = new Map<string, Predicate<E>>()
  for (const [name, search] of Object.entries(searches)) bound.set(name, bindSearch(search, name, reader))
  const searchOf = (name: string): Predicate<E> => {
    const search = bound.get(name)
    if (search === undefined) throw new Error(`there is no search \`${name}\``)
    return search
  }
  return { predicate: disjunction(conditions.map(condition => bindCondition(condition, searchOf))), searches: bound }
}

/** Binds one search; `name` stands in its explanations. */
export function bindSearch<E>(search: Search, name: string, reader: FieldReader<E>): Predicate<E> {
  switch (search.kind) {
    case 'field':
      return compileMatch(search.match, name, reader)
    case 'keywords':
      return compileKeywords(search.match, name, reader)
    case 'elements':
      return compileElements(search.match, name, reader, bindDetection)
    case 'all':
      return conjunction(search.items.map(item => bindSearch(item, name, reader)))
    case 'any':
      return disjunction(search.items.map(item => bindSearch(item, name, reader)))
    default:
      return absurd(search)
  }
}
