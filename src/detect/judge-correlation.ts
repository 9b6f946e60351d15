import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import { type CorrelationDetectionState, rowBounds } from './correlation/correlation-detection-state.ts'
import { findRuns } from './correlation/find-runs.ts'
import { maxWhos } from './correlation/kinds.ts'
import { evidenceOf } from './correlation/run-evidence.ts'
import { groupRuns } from './correlation/run-groups.ts'
import { measureOf } from './correlation/run-measure.ts'
import { type Evidence, noEvidence } from './hits/evidence.ts'
import { JudgedHits } from './judged-hits.ts'
import type { Observe } from './observe.ts'

export function judgeRuns(
  compiled: CompiledDetection,
  { correlation }: Extract<Judging, { kind: 'correlation' }>,
  state: CorrelationDetectionState,
  observe: Observe,
): JudgedHits {
  const hits = new JudgedHits(compiled, observe)
  const runs = findRuns(correlation, state).sort((a, b) => a.run.first - b.run.first || (a.key < b.key ? -1 : 1))
  for (const group of groupRuns(compiled, runs, state, observe)) {
    hits.add(
      group.place,
      (_, limits): Evidence => evidenceOf(compiled, correlation, group, state, observe, limits) ?? noEvidence(),
      measureOf(correlation, group, state),
    )
  }
  addNotes(hits, state)
  return hits
}

function addNotes({ notes }: JudgedHits, { nodes, kinds, untimed }: CorrelationDetectionState): void {
  const states = [...nodes.values()]
  if (states.some(({ overflow }) => overflow)) {
    notes.push(`there are too many groups; only ${rowBounds.maxGroups} of them are judged`)
  }
  if (states.some(({ groups }) => [...groups.values()].some(hasSample))) {
    notes.push('some groups have too many events to keep; of these a sample was judged, and numbers are estimates')
  }
  if (kinds.overflow) {
    notes.push(`there are more than ${maxWhos} different callers, calls and places; not all are shown`)
  }
  if (untimed) notes.push('events without a readable time have no place in a window')
}

const hasSample = ({ tracks }: { readonly tracks: ReadonlyMap<number, { readonly overflow: boolean }> }): boolean =>
  [...tracks.values()].some(({ overflow }) => overflow)
