import { countRules, type WindowTest } from '#baselines'
import { absurd } from '#primitives'
import type { Comparison, Condition, SigmaCorrelation } from '#sigma'

/** What a correlation asks of a window. */
export function windowTestOf({ type, rules, condition }: SigmaCorrelation): WindowTest {
  if (condition.kind === 'expression') return ofExpression(condition.expression, rules, type === 'temporal_ordered')
  const within = (value: number): boolean => condition.comparisons.every(comparison => holds(comparison, value))
  const isRising = condition.comparisons.every(({ operator }) => operator === 'gt' || operator === 'gte')
  switch (type) {
    case 'event_count':
      return { kind: 'count', within }
    case 'value_count':
      return { kind: 'distinct', within }
    case 'value_sum':
      return { kind: 'sum', within, isRising }
    case 'value_avg':
      return { kind: 'average', within, isRising }
    case 'value_median':
    case 'value_percentile':
      return { kind: 'percentile', percentile: condition.percentile ?? 50, within, isRising }
    case 'temporal':
      return { kind: 'rules', holds: present => within(countRules(present)) }
    case 'temporal_ordered':
      return ofLength(rules.length, within)
    default:
      return absurd(type)
  }
}

function holds({ operator, than }: Comparison, value: number): boolean {
  switch (operator) {
    case 'gt':
      return value > than
    case 'gte':
      return value >= than
    case 'lt':
      return value < than
    case 'lte':
      return value <= than
    case 'eq':
      return value === than
    case 'neq':
      return value !== than
    default:
      return absurd(operator)
  }
}

/** How many of the rules follow one another. Sets that are too short to matter are not even tried. */
function ofLength(rules: number, within: (length: number) => boolean): WindowTest {
  const lengths = Array.from({ length: rules }, (_, index) => rules - index)
  const shortest = Math.min(...lengths.filter(within))
  const sequences =
    shortest === rules
      ? [2 ** rules - 1]
      : setsOf(rules)
          .filter(set => countRules(set) >= shortest)
          .sort((a, b) => countRules(b) - countRules(a) || a - b)
  return { kind: 'sequence', sequences, decide: sequence => within(countRules(sequence)) }
}

function ofExpression(expression: Condition, rules: readonly string[], isOrdered: boolean): WindowTest {
  if (!isOrdered) return { kind: 'rules', holds: present => isTrue(expression, { rules, inOrder: present, present }) }
  return {
    kind: 'sequence',
    // The smallest sets that will do, so that a finding shows no more than it needs.
    sequences: setsOf(rules.length).sort((a, b) => countRules(a) - countRules(b) || a - b),
    decide: (inOrder, present) => isTrue(expression, { rules, inOrder, present }) || undefined,
  }
}

interface Seen {
  readonly rules: readonly string[]
  /** As bits: the rules that follow one another, and all that are there. */
  readonly inOrder: number
  readonly present: number
}

/** Under `not`, a rule must not be there at all, in whatever order. */
function isTrue(expression: Condition, seen: Seen, negated = false): boolean {
  const has = (name: string): boolean => {
    const bit = 1 << seen.rules.indexOf(name)
    return ((negated ? seen.present : seen.inOrder) & bit) !== 0
  }
  switch (expression.kind) {
    case 'search':
      return has(expression.name)
    case 'quantified':
      return expression.quantifier === 'one' ? expression.names.some(has) : expression.names.every(has)
    case 'not':
      return !isTrue(expression.item, seen, !negated)
    case 'and':
      return expression.items.every(item => isTrue(item, seen, negated))
    case 'or':
      return expression.items.some(item => isTrue(item, seen, negated))
    default:
      return absurd(expression)
  }
}

/** Every set of so many rules that is not empty, as bits. */
const setsOf = (rules: number): number[] => Array.from({ length: 2 ** rules - 1 }, (_, index) => index + 1)
