import type { CorrelatedStep, JudgedGroup } from '#detect'
import type { Finding } from './finding.ts'
import { timeText } from './time-text.ts'

/** What the runs of a correlation were made of: a rule that took part in several is told once. */
export function stepsOf({ measures }: JudgedGroup): Pick<Finding, 'steps'> {
  const byName = new Map<string, CorrelatedStep>()
  for (const measure of measures) {
    if (measure.kind !== 'correlation') continue
    for (const step of measure.steps) {
      const known = byName.get(step.name)
      byName.set(step.name, known ? joined(known, step) : step)
    }
  }
  if (byName.size === 0) return {}
  const steps = [...byName.values()].sort((a, b) => a.first - b.first)
  return {
    steps: steps.map(({ name, title, count, first, last }) => ({
      rule: name,
      title,
      count,
      first: timeText(first),
      last: timeText(last),
    })),
  }
}

const joined = (a: CorrelatedStep, b: CorrelatedStep): CorrelatedStep => ({
  ...a,
  count: a.count + b.count,
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
})
