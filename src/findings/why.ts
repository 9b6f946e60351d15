import type { CompiledDetection, JudgedGroup, Measure } from '#detect'
import { absurd, formatDuration } from '#primitives'
import type { WhyReason } from './finding.ts'
import { timeText } from './time-text.ts'
import { whyTogether } from './why-correlation.ts'

/** Baseline comparisons shown per finding. */
const shownMeasures = 10

/** Which call it was is said by the message already; a reader wants the rest first. */
const plain = new Set(['eventSource', 'eventName', 'event.service', 'event.action', 'event.outcome', 'operation'])

/**
 * The comparisons that led to a finding: what a baseline said, what the rule asked of the call, and last which call and
 * outcome it was. Never empty.
 */
export function whyOf(compiled: CompiledDetection, group: JudgedGroup): WhyReason[] {
  const ofRule: WhyReason[] = group.reasons.map(({ field, operator, expected, actual }) => ({
    field,
    operator,
    expected,
    actual: actual === undefined ? null : actual,
  }))
  ofRule.push({ field: 'event.outcome', operator: 'equals', expected: [...compiled.outcomes], actual: group.outcome })
  const measured = group.measures.slice(0, shownMeasures).flatMap(measure => ofMeasure(compiled, measure))
  return [
    ...measured,
    ...ofRule.filter(({ field }) => !plain.has(field)),
    ...ofRule.filter(({ field }) => plain.has(field)),
  ]
}

function ofMeasure({ judging }: CompiledDetection, measure: Measure): WhyReason[] {
  switch (measure.kind) {
    case 'first-seen':
      return judging.kind === 'first-seen' ? ofNewKey(measure, judging.rule) : []
    case 'spike':
      return judging.kind === 'spike' ? [ofSpike(measure, judging)] : []
    case 'correlation':
      return judging.kind === 'correlation' ? whyTogether(judging.correlation, measure) : []
    default:
      return absurd(measure)
  }
}

function ofNewKey(
  { scope, key, time, scopeFirst, lastSeen, wider }: Extract<Measure, { kind: 'first-seen' }>,
  { learning, forget }: { learning: number; forget: number },
): WhyReason[] {
  const fields = key.map(({ field }) => field).join(' and ')
  const values = key.map(({ value }) => value).join(' and ')
  const before = lastSeen === undefined ? 'never' : `not since ${timeText(lastSeen)}`
  return [
    {
      field: fields,
      operator: 'first seen',
      expected: `seen in ${scope.field} ${scope.value} within ${formatDuration(forget)} before`,
      actual: `${values}, ${before} before ${timeText(time)}`,
    },
    {
      field: scope.field,
      operator: 'known for',
      expected: `at least ${formatDuration(learning)}`,
      actual: `${scope.value}, since ${timeText(scopeFirst)}`,
    },
    ...wider.map(({ field, value, known }) => ({
      field,
      operator: known ? 'seen before' : 'first seen',
      expected: `seen in ${scope.field} ${scope.value} before`,
      actual: value,
    })),
  ]
}

function ofSpike(
  { by, start, count, approximate, norm }: Extract<Measure, { kind: 'spike' }>,
  { distinct, rule }: { distinct: { field: string } | undefined; rule: { every: number; deviations: number } },
): WhyReason {
  const who = by.map(({ value }) => value ?? '(none)').join(', ')
  const what = distinct ? 'distinct values' : 'events'
  const period = `${formatDuration(rule.every)} from ${timeText(start)}`
  const actual = `${approximate ? 'about ' : ''}${count} ${what} by ${who} in ${period}`
  if (norm.basis === 'cold-start') {
    const expected = `fewer than ${norm.threshold}, with ${norm.points} earlier active periods`
    return { field: distinct?.field ?? 'count', operator: 'spike', expected, actual }
  }
  const [mean, deviation, threshold] = [norm.mean, norm.deviation, norm.threshold].map(number => number.toFixed(2))
  return {
    field: distinct?.field ?? 'count',
    operator: 'spike',
    expected: `at most ${threshold} = mean ${mean} + ${rule.deviations} x deviation ${deviation} of ${norm.points} earlier active periods`,
    actual,
  }
}
