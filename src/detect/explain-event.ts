import { type ActivityEvent, type Noise, noiseOf, type Surroundings } from '#events'
import type { Reason } from '#sigma'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import { observeIn } from './observe.ts'

/** What one detection makes of one event, by itself: a baseline may still find nothing new in it. */
export interface EventExplanation {
  readonly slug: string
  /** The rule is satisfied, in a log and with an outcome that count. */
  readonly matched: boolean
  readonly logCounts: boolean
  /** The rule can match some record of this call; where it cannot, there is nothing to learn from its reasons. */
  readonly callCounts: boolean
  readonly outcomeCounts: boolean
  /** The event is AWS's own, of which the detection hears nothing. */
  readonly leftOutAs: Noise | undefined
  /** What made the rule true, or false. */
  readonly reasons: readonly Reason[]
}

/** @param surroundings the configuration, and the knowledge of all logs. */
export function explainEvent(
  detections: readonly CompiledDetection[],
  event: ActivityEvent,
  surroundings?: Surroundings,
): EventExplanation[] {
  const observation = observeIn(surroundings)(event)
  const noise = noiseOf(event)
  return detections.map(({ detection, logs, admits, outcomes, rule }) => {
    const { matched, reasons } = rule.explain(observation)
    const logCounts = logs.includes(event.log)
    const outcomeCounts = outcomes.has(event.outcome)
    const leftOutAs = detection.noise === 'exclude' ? noise : undefined
    return {
      slug: detection.slug,
      matched: matched && logCounts && outcomeCounts && leftOutAs === undefined,
      logCounts,
      callCounts: admits[event.log]({ service: event.service, action: event.action }),
      outcomeCounts,
      leftOutAs,
      reasons,
    }
  })
}
