import type { CompiledDetection, Measure } from '#detect'
import { absurd, formatDuration } from '#primitives'
import type { WhyReason } from './finding.ts'
import { timeText } from './time-text.ts'

type Correlated = Extract<Measure, { kind: 'correlation' }>
type Correlation = Extract<CompiledDetection['judging'], { kind: 'correlation' }>['correlation']
type Comparison = Extract<Rule['condition'], { kind: 'compare' }>['comparisons'][number]
type Expression = Extract<Rule['condition'], { kind: 'expression' }>['expression']
type Rule = Correlation['nodes'][number]['correlation']

/** Values and callers named before the rest is only counted. */
const listed = 3

/** What was asked of the events together, and then each step with its times: the story of the finding in order. */
export function whyTogether({ nodes }: Correlation, measure: Correlated): WhyReason[] {
  const [root] = nodes
  if (!root) return []
  const of = measure.by.map(({ field, values }) => `${field} ${shorten(values)}`).join(' and ')
  return [
    {
      field: 'correlation',
      operator: 'within',
      expected: `${asked(root.correlation)} within ${formatDuration(root.timespan)}`,
      actual: `${measure.approximate ? 'about ' : ''}${found(root.correlation, measure.value)}${of === '' ? '' : ` of ${of}`}`,
    },
    ...measure.steps.map(({ title, count, approximate, first, last, callers }) => ({
      field: title,
      operator: 'step',
      expected: 'at least one event',
      actual: `${timeText(first)} by ${shorten(callers)}${count > 1 ? ` (${approximate ? 'about ' : ''}${count} times, until ${timeText(last)})` : ''}`,
    })),
  ]
}

/** The number that a window came to, in words. */
function found({ type, condition, rules }: Rule, value: number): string {
  const field = condition.kind === 'compare' ? condition.field.join(' and ') : ''
  switch (type) {
    case 'event_count':
      return `${value} events`
    case 'value_count':
      return `${value} values of ${field}`
    case 'value_sum':
      return `a sum of ${field} of ${value}`
    case 'value_avg':
      return `a mean of ${field} of ${value}`
    case 'value_median':
      return `a median of ${field} of ${value}`
    case 'value_percentile':
      return `a percentile of ${field} of ${value}`
    case 'temporal':
    case 'temporal_ordered':
      return `${value} of ${rules.length} steps`
    default:
      return absurd(type)
  }
}

function asked({ type, condition, rules }: Rule): string {
  const order = type === 'temporal_ordered' ? ', in this order' : ''
  if (condition.kind === 'expression') return `${inWords(condition.expression)}${order}`
  const numbers = condition.comparisons.map(compared).join(' and ')
  const field = condition.field.join(' and ')
  switch (type) {
    case 'event_count':
      return `${numbers} events`
    case 'value_count':
      return `${numbers} values of ${field}`
    case 'value_sum':
      return `a sum of ${field} of ${numbers}`
    case 'value_avg':
      return `a mean of ${field} of ${numbers}`
    case 'value_median':
    case 'value_percentile':
      return `a percentile ${condition.percentile} of ${field} of ${numbers}`
    case 'temporal':
    case 'temporal_ordered':
      return `${numbers} of ${rules.join(', ')}${order}`
    default:
      return absurd(type)
  }
}

const words: Readonly<Record<Comparison['operator'], string>> = {
  gt: 'more than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  eq: 'exactly',
  neq: 'other than',
}

const compared = ({ operator, than }: Comparison): string => `${words[operator]} ${than}`

function inWords(expression: Expression): string {
  switch (expression.kind) {
    case 'search':
      return expression.name
    case 'quantified':
      return expression.text
    case 'not':
      return `not ${inWords(expression.item)}`
    case 'and':
    case 'or':
      return `(${expression.items.map(inWords).join(` ${expression.kind} `)})`
    default:
      return absurd(expression)
  }
}

function shorten(values: readonly string[]): string {
  if (values.length === 0) return '(unknown)'
  const more = values.length - listed
  return `${values.slice(0, listed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
