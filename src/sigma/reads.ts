import { absurd, type Place } from '#primitives'
import type { Condition, FieldMatch, Search } from './rule.ts'
import { isReference } from './values/test-fields.ts'

/** What one comparison reads of an event. */
export interface Read {
  readonly fields: readonly string[]
  /** All texts: the comparison looks for keywords. */
  readonly texts: boolean
  readonly place: Place
}

/** What the comparisons of a search read, in the order of the rule. Fields of elements are part of their list's. */
export function readsOf(search: Search): readonly Read[] {
  switch (search.kind) {
    case 'field':
      return [{ fields: fieldsOf(search.match), texts: false, place: search.match.place }]
    case 'keywords':
      return [{ fields: [], texts: true, place: search.match.place }]
    case 'elements':
      return [{ fields: [search.match.field], texts: false, place: search.match.place }]
    case 'all':
    case 'any':
      return search.items.flatMap(readsOf)
    default:
      return absurd(search)
  }
}

/** The fields that a comparison reads: more than one when it compares fields of an event with each other. */
const fieldsOf = (match: FieldMatch): readonly string[] =>
  isReference(match.operator) ? [match.field, ...match.values.map(String)] : [match.field]

/** The comparisons of fields in a search, in the order of the rule; those of elements are not of the event, and left out. */
export function matchesOf(search: Search): readonly FieldMatch[] {
  if (search.kind === 'field') return [search.match]
  return 'items' in search ? search.items.flatMap(matchesOf) : []
}

/** What a condition names: searches, or the rules of a correlation. */
export function namesIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'search':
      return [condition.name]
    case 'quantified':
      return condition.names
    case 'not':
      return namesIn(condition.item)
    case 'and':
    case 'or':
      return condition.items.flatMap(namesIn)
    default:
      return absurd(condition)
  }
}
