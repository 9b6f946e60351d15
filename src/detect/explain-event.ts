import { type ActivityEvent, Observation } from '#events'
import { readFacts } from '#s3'
import type { Reason } from '#sigma'
import type { CompiledDetection } from './compile/compiled-detection.ts'

/** What one detection makes of one event, by itself: a baseline may still find nothing new in it. */
export interface EventExplanation {
  readonly slug: string
  /** The rule is satisfied, in a log and with an outcome that count. */
  readonly matched: boolean
  readonly logCounts: boolean
  readonly outcomeCounts: boolean
  /** What made the rule true, or false. */
  readonly reasons: readonly Reason[]
}

export function explainEvent(detections: readonly CompiledDetection[], event: ActivityEvent): EventExplanation[] {
  const observation = new Observation(event, readFacts)
  return detections.map(({ detection, logs, outcomes, rule }) => {
    const { matched, reasons } = rule.explain(observation)
    const logCounts = logs.includes(event.log)
    const outcomeCounts = outcomes.has(event.outcome)
    return { slug: detection.slug, matched: matched && logCounts && outcomeCounts, logCounts, outcomeCounts, reasons }
  })
}
