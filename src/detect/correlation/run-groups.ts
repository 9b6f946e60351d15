import type { Outcome } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { decodeKey, encodeKey, groupKey } from '../field-texts.ts'
import { type GroupPlace, windowOf } from '../hits/hit-groups.ts'
import type { Observe } from '../observe.ts'
import type { CorrelationDetectionState } from './correlation-detection-state.ts'
import { distinctLeaves, type FoundRun, type Leaf } from './find-runs.ts'
import { eventOf } from './kinds.ts'

/** The runs that become one finding. */
export interface RunGroup {
  readonly place: GroupPlace
  /** In order of time. */
  readonly runs: readonly FoundRun[]
  /** Of all runs, distinct, in order of time. */
  readonly leaves: readonly Leaf[]
}

/**
 * A run is a finding by itself, which stays the same as long as its first event does; with a `group` of its own, a
 * detection puts runs together that share its values within its window.
 */
export function groupRuns(
  { detection, group }: CompiledDetection,
  runs: readonly FoundRun[],
  { kinds }: CorrelationDetectionState,
  observe: Observe,
): RunGroup[] {
  const groups = new Map<string, { place: Omit<GroupPlace, 'outcome'>; runs: FoundRun[] }>()
  for (const found of runs) {
    if (found.leaves.every(({ row }) => row.learnOnly)) continue
    const first = found.leaves.map(({ row }) => eventOf(row, kinds)).find(event => event !== undefined)
    if (!first) continue
    const place =
      group.length > 0
        ? { key: groupKey(group, observe(first)), window: windowOf(found.run.first, detection.group.window) }
        : { key: decodeKey(found.key), window: found.run.first }
    const name = encodeKey([String(place.window), ...place.key])
    const known = groups.get(name)
    if (known) known.runs.push(found)
    else groups.set(name, { place, runs: [found] })
  }
  return Array.from(groups.values(), ({ place, runs: own }) => {
    const leaves = distinctLeaves(own.flatMap(run => run.leaves))
    return { place: { ...place, outcome: outcomeOf(leaves) }, runs: own, leaves }
  })
}

/** What was done, if anything of it succeeded; else what became of the first attempt. */
function outcomeOf(leaves: readonly Leaf[]): Outcome {
  const outcomes = leaves.map(({ row }) => row.kind.outcome)
  return outcomes.includes('success') ? 'success' : (outcomes[0] ?? 'success')
}
