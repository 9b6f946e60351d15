import type { Issue } from '#primitives'
import * as issues from '../issues.ts'
import { readsOf } from '../reads.ts'
import type { Search } from '../rule.ts'

/**
 * A search holds late fields or others, never both: what can be told of an event at once, and what only at the end, are
 * then told apart by the searches' names. One issue for a search that mixes them.
 */
export function checkLate(name: string, search: Search, isLate: (field: string) => boolean): readonly Issue[] {
  const reads = readsOf(search)
  const late = reads.find(({ fields }) => fields.some(isLate))
  const other = reads.find(({ fields, texts }) => texts || !fields.every(isLate))
  if (late === undefined || other === undefined) return []
  const lateField = late.fields.find(isLate) ?? ''
  const otherField = other.fields.find(field => !isLate(field)) ?? 'any text'
  return [issues.mixedSearch(late.place, name, lateField, otherField)]
}
