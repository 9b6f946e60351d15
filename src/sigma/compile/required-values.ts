import { absurd } from '#primitives'
import type { Condition, FieldMatch, Search, SigmaDetection } from '../rule.ts'
import { parsePattern, plainText } from '../values/pattern.ts'

/** Undefined: the values are not known. */
type Values = ReadonlySet<string> | undefined

/**
 * The values, in lower case, of which `field` must have one for the rule to match; of a list, some element. Undefined
 * when the rule may match without. Never too narrow; sometimes wider than need be.
 */
export function requiredValues(detection: SigmaDetection, field: string): Values {
  return ofAny(detection.conditions.map(condition => ofCondition(condition, detection, field, false)))
}

/** Under `not`, alternatives become requirements and the reverse. */
function ofCondition(condition: Condition, detection: SigmaDetection, field: string, negated: boolean): Values {
  const ofName = (name: string): Values => {
    const search = detection.searches[name]
    return search && ofSearch(search, field, negated)
  }
  switch (condition.kind) {
    case 'search':
      return ofName(condition.name)
    case 'quantified': {
      const isAll = (condition.quantifier === 'all') !== negated
      return isAll ? ofAll(condition.names.map(ofName)) : ofAny(condition.names.map(ofName))
    }
    case 'and':
    case 'or': {
      const values = condition.items.map(item => ofCondition(item, detection, field, negated))
      return (condition.kind === 'and') !== negated ? ofAll(values) : ofAny(values)
    }
    case 'not':
      return ofCondition(condition.item, detection, field, !negated)
    default:
      return absurd(condition)
  }
}

function ofSearch(search: Search, field: string, negated: boolean): Values {
  switch (search.kind) {
    case 'field': {
      const isOther =
        search.match.field !== field || search.match.steps !== undefined || search.match.part !== undefined
      return isOther || (search.match.negated === true) !== negated ? undefined : ofMatch(search.match)
    }
    case 'keywords':
    case 'elements':
      return undefined
    case 'all':
    case 'any': {
      const values = search.items.map(item => ofSearch(item, field, negated))
      return (search.kind === 'all') !== negated ? ofAll(values) : ofAny(values)
    }
    default:
      return absurd(search)
  }
}

/** Only equality with plain values tells. */
function ofMatch(match: FieldMatch): Values {
  if (match.operator !== 'equals') return undefined
  const values = new Set<string>()
  for (const value of match.standsFor?.flat() ?? match.values) {
    const plain = typeof value === 'string' ? plainText(parsePattern(value)) : value
    if (plain === undefined || plain === null) return undefined
    values.add(String(plain).toLowerCase())
  }
  return values
}

/**
 * The narrowest of the sets. Their intersection would be too narrow: a list may satisfy two requirements
 * by two of its elements.
 */
const ofAll = (sets: readonly Values[]): Values =>
  sets.filter(set => set !== undefined).toSorted((a, b) => a.size - b.size)[0]

/** The values of which the field must have one where any of the sets will do. */
export function ofAny(sets: readonly Values[]): Values {
  const union = new Set<string>()
  for (const set of sets) {
    if (set === undefined) return undefined
    for (const value of set) union.add(value)
  }
  return union
}
