import { absurd } from '#primitives'
import { writeFieldPath } from '../parse/field-path.ts'
import type { Condition, FieldMatch, KeywordMatch, Search, SigmaDetection } from '../rule.ts'

/** What a detection asks of an element, in one line for an explanation. */
export const describeDetection = ({ searches, conditions }: SigmaDetection): string =>
  conditions.map(condition => describeCondition(condition, searches)).join(' or ')

function describeCondition(condition: Condition, searches: SigmaDetection['searches']): string {
  const part = (item: Condition): string => {
    const text = describeCondition(item, searches)
    return item.kind === 'and' || item.kind === 'or' ? `(${text})` : text
  }
  const named = (name: string): string => {
    const search = searches[name]
    return search === undefined ? name : describeSearch(search)
  }
  switch (condition.kind) {
    case 'search':
      return named(condition.name)
    case 'quantified':
      return condition.names.map(named).join(condition.quantifier === 'all' ? ' and ' : ' or ')
    case 'not':
      return `not (${describeCondition(condition.item, searches)})`
    case 'and':
    case 'or':
      return condition.items.map(part).join(` ${condition.kind} `)
    default:
      return absurd(condition)
  }
}

function describeSearch(search: Search): string {
  switch (search.kind) {
    case 'field':
      return `${nameOf(search.match)} ${describeValues(search.match)}`
    case 'keywords':
      return describeValues(search.match)
    case 'elements':
      return `${writeFieldPath(search.match.field, search.match.steps)} [${search.match.quantifier}] (${describeDetection(search.match.detection)})`
    case 'all':
      return search.items.map(describeSearch).join(' and ')
    case 'any':
      return `(${search.items.map(describeSearch).join(' or ')})`
    default:
      return absurd(search)
  }
}

/** A field as its comparison names it. */
export const nameOf = ({ field, steps, part }: FieldMatch): string =>
  writeFieldPath(field, steps) + (part === undefined ? '' : `|${part}`)

function describeValues({ operator, values, all, negated }: KeywordMatch): string {
  const texts = values.map(value => (value === null ? 'null' : String(value))).join(all ? ' and ' : ' or ')
  return `${negated ? 'not ' : ''}${operator} ${texts}`
}
