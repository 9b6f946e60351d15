import type { ActivityEvent, Outcome } from '#events'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { CompiledCorrelation } from './correlation/compiled-correlation.ts'
import { type CorrelationDetectionState, type EventRow, rowBounds } from './correlation/correlation-detection-state.ts'
import { type FoundRun, findRuns, type Leaf } from './correlation/find-runs.ts'
import { keptKind, maxWhos } from './correlation/kinds.ts'
import { decodeKey, groupKey } from './field-texts.ts'
import { addEvent, addHit, type Evidence, type EvidenceLimits } from './hits/evidence.ts'
import { windowOf } from './hits/hit-groups.ts'
import { addText, noTexts } from './hits/text-set.ts'
import { JudgedHits } from './judged-hits.ts'
import type { Measure } from './judgement.ts'
import type { Observe } from './observe.ts'

/** Events of each step that are shown at least, as far as there are that many. */
const shownOfEachStep = 10

export function judgeRuns(
  compiled: CompiledDetection,
  { correlation }: Extract<Judging, { kind: 'correlation' }>,
  state: CorrelationDetectionState,
  observe: Observe,
): JudgedHits {
  const hits = new JudgedHits(compiled, observe)
  const found = findRuns(correlation, state).sort((a, b) => a.run.first - b.run.first || (a.key < b.key ? -1 : 1))
  for (const run of found) {
    if (run.leaves.every(({ row }) => row.learnOnly)) continue
    const [first] = run.leaves.flatMap(({ row }) => standIn(row, state) ?? [])
    if (!first) continue
    const { by, window } = compiled.detection.group
    const place = {
      outcome: outcomeOf(run.leaves),
      key: by.length > 0 ? groupKey(compiled.group, observe(first)) : decodeKey(run.key),
      window: by.length > 0 ? windowOf(run.run.first, window) : run.run.first,
    }
    const gather = (gathered: Evidence | undefined, limits: EvidenceLimits): Evidence | undefined =>
      gatherRun(gathered, { compiled, correlation, state, observe, limits }, run)
    hits.add(place, (gathered, limits) => gather(gathered, limits) as Evidence, measureOf(correlation, run))
  }
  addNotes(hits, state)
  return hits
}

/** What was done, if anything of it succeeded; else what became of the first attempt. */
function outcomeOf(leaves: readonly Leaf[]): Outcome {
  const outcomes = leaves.map(({ row }) => row.kind.outcome)
  return outcomes.includes('success') ? 'success' : (outcomes[0] ?? 'success')
}

/** The event of a row. Only its own id, time and place are kept; all else is that of an event of the same kind. */
function standIn(row: EventRow, { kinds }: CorrelationDetectionState): ActivityEvent | undefined {
  const sample = keptKind(kinds, row.kind)?.sample
  if (sample === undefined || sample.identity === row.identity) return sample
  const { identity, id, time, origin } = row
  return { ...sample, identity, id, time, origin, standIn: true }
}

interface Gathering {
  readonly compiled: CompiledDetection
  readonly correlation: CompiledCorrelation
  readonly state: CorrelationDetectionState
  readonly observe: Observe
  readonly limits: EvidenceLimits
}

function gatherRun(
  gathered: Evidence | undefined,
  { compiled, correlation, state, observe, limits }: Gathering,
  { key, leaves }: FoundRun,
): Evidence | undefined {
  const shown = shownLeaves(leaves)
  const seen = new Set<unknown>()
  let evidence = gathered
  for (const leaf of leaves) {
    const event = standIn(leaf.row, state)
    if (event === undefined) continue
    const kind = keptKind(state.kinds, leaf.row.kind)
    if (evidence === undefined || (shown.has(leaf) && !seen.has(kind))) {
      evidence = addHit(evidence, compiled, observe(event), limits)
    } else if (seen.has(kind)) addEvent(evidence, event, shown.has(leaf) ? limits : { ...limits, samples: 0 })
    else evidence = addHit(evidence, compiled, observe(event), { ...limits, samples: 0 })
    seen.add(kind)
  }
  if (evidence) nameGroup(evidence, correlation, key)
  return evidence
}

/** The earliest of each step, so that every step is among the events that are shown. */
function shownLeaves(leaves: readonly Leaf[]): ReadonlySet<Leaf> {
  const counts = new Map<string, number>()
  return new Set(
    leaves.filter(({ node, member }) => {
      const step = `${node} ${member}`
      const count = (counts.get(step) ?? 0) + 1
      counts.set(step, count)
      return count <= shownOfEachStep
    }),
  )
}

/** An alias has no reader of its own: its value is the group's. */
function nameGroup(evidence: Evidence, { nodes }: CompiledCorrelation, key: string): void {
  const values = decodeKey(key)
  for (const [index, field] of (nodes[0]?.correlation.groupBy ?? []).entries()) {
    const value = values[index]
    if (value === null || value === undefined) continue
    const texts = evidence.values[field] ?? noTexts()
    evidence.values[field] = texts
    if (texts.texts.length === 0) addText(texts, value)
  }
}

function measureOf({ nodes }: CompiledCorrelation, { key, run, leaves }: FoundRun): Measure {
  const [root] = nodes
  const values = decodeKey(key)
  const steps = nodes.flatMap(({ members }, node) =>
    members.flatMap(({ name, title, node: below }, member) => {
      if (below !== undefined) return []
      const own = leaves.filter(leaf => leaf.node === node && leaf.member === member)
      const [first, last] = [own[0], own.at(-1)]
      if (!first || !last) return []
      return { name, title, count: own.length, first: first.row.time, last: last.row.time }
    }),
  )
  return {
    kind: 'correlation',
    by: (root?.correlation.groupBy ?? []).map((field, index) => ({ field, value: values[index] ?? null })),
    timespan: root?.timespan ?? 0,
    /** In the order in which they began. */
    steps: steps.sort((a, b) => a.first - b.first),
    value: run.value,
    counts: root?.correlation.type.startsWith('value_') ? 'values' : 'events',
    approximate: run.approximate,
  }
}

function addNotes({ notes }: JudgedHits, { nodes, kinds, untimed }: CorrelationDetectionState): void {
  const states = [...nodes.values()]
  if (states.some(({ overflow }) => overflow)) {
    notes.push(`there are too many groups; only ${rowBounds.maxGroups} of them are judged`)
  }
  if (states.some(({ groups }) => [...groups.values()].some(hasSample))) {
    notes.push('some groups have too many events to keep; of these a sample was judged')
  }
  if (kinds.overflow)
    notes.push(`there are more than ${maxWhos} different callers, calls and places; not all are shown`)
  if (untimed) notes.push('events without a readable time have no place in a window')
}

const hasSample = ({ tracks }: { readonly tracks: ReadonlyMap<number, { readonly overflow: boolean }> }): boolean =>
  [...tracks.values()].some(({ overflow }) => overflow)
