import type { Issue } from '#primitives'
import { fieldsOf, matchesOf } from '../fields-of.ts'
import * as issues from '../issues.ts'
import type { Search } from '../rule.ts'

/**
 * A search holds late fields or others, never both: what can be told of an event at once, and what only at the end, are
 * then told apart by the searches' names. One issue for a search that mixes them.
 */
export function checkLate(name: string, search: Search, isLate: (field: string) => boolean): readonly Issue[] {
  const matches = matchesOf(search)
  const late = matches.find(match => fieldsOf(match).some(isLate))
  const other = matches.find(match => !fieldsOf(match).every(isLate))
  if (late === undefined || other === undefined) return []
  return [issues.mixedSearch(late.place, name, late.field, other.field)]
}
