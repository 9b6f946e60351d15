import { absurd } from '#primitives'
import type { Condition } from '../rule.ts'
import { conjunction, disjunction, negation, type Predicate } from './predicate.ts'

/** Joins bound searches as a condition says. */
export function bindCondition<E>(condition: Condition, searchOf: (name: string) => Predicate<E>): Predicate<E> {
  const bind = (item: Condition): Predicate<E> => bindCondition(item, searchOf)
  switch (condition.kind) {
    case 'search':
      return searchOf(condition.name)
    case 'quantified': {
      const searches = condition.names.map(searchOf)
      return condition.quantifier === 'all' ? conjunction(searches) : disjunction(searches)
    }
    case 'and':
      return conjunction(condition.items.map(bind))
    case 'or':
      return disjunction(condition.items.map(bind))
    case 'not':
      return negation(bind(condition.item))
    default:
      return absurd(condition)
  }
}
