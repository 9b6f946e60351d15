import { absurd, type Issue } from '#primitives'
import { writeFieldPath } from '../parse/field-path.ts'
import type { ElementsMatch, FieldMatch, Search, SigmaDetection, SigmaValue } from '../rule.ts'
import { parsePattern, plainText } from '../values/pattern.ts'
import * as issues from './lint-issues.ts'
import { duplicates, lintMatch } from './lint-values.ts'

/** What is odd in the searches of a detection. */
export const lintSearches = ({ searches }: SigmaDetection): Issue[] => Object.values(searches).flatMap(lintSearch)

function lintSearch(search: Search): Issue[] {
  switch (search.kind) {
    case 'field':
      return lintMatch(search.match)
    case 'keywords':
      return duplicates(search.match)
    case 'elements':
      return lintSearches(search.match.detection)
    case 'any':
      return search.items.flatMap(lintSearch)
    case 'all':
      return [...search.items.flatMap(lintSearch), ...contradictions(search.items), ...elementsApart(search.items)]
    default:
      return absurd(search)
  }
}

/** Comparisons of one field that exclude each other, whatever the event; a list may satisfy most others by two elements. */
function contradictions(items: readonly Search[]): Issue[] {
  const matches = items.flatMap(item => (item.kind === 'field' && item.match.steps === undefined ? item.match : []))
  for (const one of matches) {
    for (const other of matches) {
      if (one === other || one.field !== other.field) continue
      if (isAbsence(one) && needsPresence(other)) {
        return [issues.impossibleSearch(other.place, one.field, 'is not there', 'has a value')]
      }
      if (excludes(one, other)) {
        return [issues.impossibleSearch(one.place, one.field, 'is one of the values', 'is none of them')]
      }
    }
  }
  return []
}

const isAbsence = (match: FieldMatch): boolean => match.operator === 'exists' && match.values[0] === false

const needsPresence = ({ operator, values, negated }: FieldMatch): boolean =>
  negated !== true && (operator === 'exists' ? values[0] === true : !values.includes(null))

/** Every value that the one admits is ruled out by the other. */
function excludes(one: FieldMatch, other: FieldMatch): boolean {
  const isPlain = [one, other].every(
    ({ operator, part, transforms, cased }) => operator === 'equals' && !cased && part === undefined && !transforms,
  )
  if (!isPlain || one.negated === true || other.negated !== true || one.all) return false
  const ruledOut = new Set(other.values.map(folded))
  return one.values.every(value => folded(value) !== undefined && ruledOut.has(folded(value)))
}

/** Undefined for a value with wildcards. */
function folded(value: SigmaValue): string | undefined {
  if (typeof value !== 'string') return String(value)
  return plainText(parsePattern(value.toLowerCase()))
}

/** Two keys such as `rules[any].a` and `rules[any].b`. */
function elementsApart(items: readonly Search[]): Issue[] {
  const name = ({ field, steps }: ElementsMatch): string => writeFieldPath(field, steps)
  const lists = items.flatMap(item => (item.kind === 'elements' && item.match.quantifier === 'any' ? item.match : []))
  const second = lists.find((list, index) => lists.findIndex(other => name(other) === name(list)) < index)
  return second === undefined ? [] : [issues.elementsApart(second.place, `${name(second)}[any]`)]
}
