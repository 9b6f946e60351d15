import type { JudgedGroup } from '#detect'
import { evidenceRecord } from './evidence-record.ts'
import type { Finding } from './finding.ts'
import { timeText } from './time-text.ts'

/** What a correlation was made of; nothing for other kinds. */
export function stepsOf({ measures }: JudgedGroup): Pick<Finding, 'steps'> {
  const steps = measures.flatMap(measure => (measure.kind === 'correlation' ? measure.steps : []))
  if (steps.length === 0) return {}
  return {
    steps: steps.map(({ name, title, count, approximate, first, last, callers, samples }) => ({
      rule: name,
      title,
      count,
      countIsApproximate: approximate,
      first: timeText(first),
      last: timeText(last),
      callers,
      samples: samples.map(evidenceRecord),
    })),
  }
}
