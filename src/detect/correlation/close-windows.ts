import { closeCorrelation } from '#baselines'
import type { Duration } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { DetectState } from '../detect-state.ts'
import { type CompiledCorrelation, nodeAbove } from './compiled-correlation.ts'
import type { CorrelationDetectionState } from './correlation-detection-state.ts'
import { type Kind, keepKindsOf } from './kinds.ts'

/**
 * How late an event is waited for. CloudTrail delivers within minutes; access logs come within a few hours, and without a
 * promise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
const usualLateness: Duration = 86_400_000

/**
 * Drops from the correlations of a state, in place, the events with which nothing can happen together any more. For a program
 * that goes on for ever, after it has judged and kept the findings; a scan closes nothing. An event that comes later than
 * `lateness` finds its window closed and begins anew.
 *
 * A correlation below another one keeps its events for the timespans of those above it as well.
 */
export function closeWindows(
  detections: readonly CompiledDetection[],
  state: DetectState,
  lateness: Duration = usualLateness,
): void {
  if (state.last === undefined) return
  for (const { detection, judging } of detections) {
    const own = state.detections.get(detection.slug)
    if (judging.kind !== 'correlation' || own?.kind !== 'correlation') continue
    for (const [index, node] of own.nodes) {
      const timespan = timespanTo(judging.correlation.nodes, index)
      closeCorrelation(node, state.last - lateness - timespan, timespan)
    }
    keepKindsOf(own.kinds, kindsIn(own))
  }
}

const kindsIn = ({ nodes }: CorrelationDetectionState): Set<Kind> =>
  new Set(
    [...nodes.values()].flatMap(({ groups }) =>
      [...groups.values()].flatMap(({ tracks }) =>
        [...tracks.values()].flatMap(({ rows }) => rows.map(row => row.kind)),
      ),
    ),
  )

/** Of a correlation and all above it. */
export function timespanTo(nodes: CompiledCorrelation['nodes'], index: number): Duration {
  const above = nodeAbove(nodes, index)
  return (nodes[index]?.timespan ?? 0) + (above >= 0 ? timespanTo(nodes, above) : 0)
}
