import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { decodeKey } from '../field-texts.ts'
import { addEvent, addHit, type Evidence, type EvidenceLimits } from '../hits/evidence.ts'
import { withText } from '../hits/text-set.ts'
import type { Observe } from '../observe.ts'
import type { CompiledCorrelation } from './compiled-correlation.ts'
import type { CorrelationDetectionState } from './correlation-detection-state.ts'
import type { Leaf } from './find-runs.ts'
import { eventOf, keptKind } from './kinds.ts'
import type { RunGroup } from './run-groups.ts'

/** What the events of a finding add up to; of each kind one is looked into, since the others are alike. */
export function evidenceOf(
  compiled: CompiledDetection,
  correlation: CompiledCorrelation,
  { runs, leaves }: RunGroup,
  { kinds }: CorrelationDetectionState,
  observe: Observe,
  limits: EvidenceLimits,
): Evidence | undefined {
  const seen = new Set<unknown>()
  const counted = { ...limits, samples: 0 }
  let evidence: Evidence | undefined
  for (const { row } of leaves) {
    const event = eventOf(row, kinds)
    if (event === undefined) continue
    const kind = keptKind(kinds, row.kind)
    if (evidence && seen.has(kind)) addEvent(evidence, event, counted)
    else evidence = addHit(evidence, compiled, observe(event), counted)
    seen.add(kind)
  }
  if (evidence === undefined) return undefined
  for (const { row } of shownLeaves(leaves, limits.samples)) {
    const event = eventOf(row, kinds)
    if (event) addEvent(evidence, event, limits)
  }
  // Where only a sample of the events was kept, their digests tell how many there were.
  if (leaves.some(({ weight }) => weight > 1)) evidence.identities.overflow = true
  for (const { key } of runs) nameGroup(evidence, correlation, key)
  return evidence
}

/** The earliest of each step, so that every step is among the events that are shown. */
function shownLeaves(leaves: readonly Leaf[], limit: number): readonly Leaf[] {
  const stepOf = ({ node, member }: Leaf): string => `${node} ${member}`
  const share = Math.max(1, Math.floor(limit / new Set(leaves.map(stepOf)).size))
  const counts = new Map<string, number>()
  return leaves.filter(leaf => {
    const count = (counts.get(stepOf(leaf)) ?? 0) + 1
    counts.set(stepOf(leaf), count)
    return count <= share
  })
}

/** An alias has no reader of its own: its value is that of the group. */
function nameGroup(evidence: Evidence, { nodes }: CompiledCorrelation, key: string): void {
  const values = decodeKey(key)
  const { groupBy = [], aliases = {} } = nodes[0]?.correlation ?? {}
  for (const [index, field] of groupBy.entries()) {
    const value = values[index]
    if (aliases[field] === undefined || value === null || value === undefined) continue
    evidence.values = { ...evidence.values, [field]: withText(evidence.values[field], value) }
  }
}
