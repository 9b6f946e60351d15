import { absurd } from '#primitives'
import type { FieldMatch, Search } from './rule.ts'
import { isReference } from './values/test-fields.ts'

/** The comparisons of a search, in the order of the rule. */
export function matchesOf(search: Search): readonly FieldMatch[] {
  switch (search.kind) {
    case 'field':
      return [search.match]
    case 'all':
    case 'any':
      return search.items.flatMap(matchesOf)
    default:
      return absurd(search)
  }
}

/** The fields that one comparison reads: more than one when it compares fields of an event with each other. */
export const fieldsOf = (match: FieldMatch): readonly string[] =>
  isReference(match.operator) ? [match.field, ...match.values.map(String)] : [match.field]
