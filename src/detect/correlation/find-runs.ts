import { fullestWindow, judgeSightings, mayHold, type Run, rowsOf, type Sighting, weightOf } from '#baselines'
import { digest53 } from '#primitives'
import { encodeKey } from '../field-texts.ts'
import { type CompiledCorrelation, type CorrelationNode, nodeAbove } from './compiled-correlation.ts'
import {
  type CorrelationDetectionState,
  type EventRow,
  type EventTrack,
  eventRow,
  pruneCorrelationDetection,
} from './correlation-detection-state.ts'

/** An event in its place among the rules of a correlation. */
export interface Leaf {
  readonly node: number
  readonly member: number
  readonly row: EventRow
  /** How many events it stands for, see `Sighting`. */
  readonly weight: number
}

/** What a sighting is made of: one event, or the run of a correlation below. */
interface Source {
  readonly leaves: readonly Leaf[]
  /** The event that was seen, or that completed the run. */
  readonly last: EventRow
  /** The depth of the correlation that this event was observed for. */
  readonly depth: number
}

/** All windows of one run below share its leaves, so that those are taken once for all of them. */
const leavesOf = ({ sightings }: Run<Source>): Leaf[] =>
  distinctLeaves([...new Set(sightings.map(({ source }) => source.leaves))].flat())

/** A run of the detection's own correlation. */
export interface FoundRun {
  /** Of its group. */
  readonly key: string
  readonly run: Run<unknown>
  /** Distinct, in order of time. */
  readonly leaves: readonly Leaf[]
}

type Sightings = Map<string, Sighting<Source>[]>

/** Judges the correlations of a detection, those below before those above that count them. */
export function findRuns({ nodes }: CompiledCorrelation, state: CorrelationDetectionState): FoundRun[] {
  pruneCorrelationDetection(state)
  const sightings = nodes.map((node, index) => observed(state, node, index))
  for (let index = nodes.length - 1; index > 0; index--) {
    const node = nodes[index] as CorrelationNode
    for (const found of judgeNode(node, sightings[index] ?? new Map())) lift(found, index, nodes, sightings)
  }
  const [root] = nodes
  return root ? judgeNode(root, sightings[0] ?? new Map()) : []
}

function observed(state: CorrelationDetectionState, node: CorrelationNode, index: number): Sightings {
  const found: Sightings = new Map()
  for (const [key, { tracks }] of state.nodes.get(index)?.groups ?? []) {
    if (couldHold(node, tracks)) found.set(key, sightingsOf(tracks, node, index))
  }
  return found
}

/** Most groups have too few events for any window: numbers tell that without looking at them. */
function couldHold({ members, test, timespan }: CorrelationNode, tracks: ReadonlyMap<number, EventTrack>): boolean {
  // How often a correlation below is found is not known yet.
  if (members.some(({ node }) => node !== undefined)) return true
  let present = 0
  for (const member of tracks.keys()) present |= 1 << member
  return mayHold(test, present, fullestWindow(tracks.values(), timespan))
}

function sightingsOf(
  tracks: ReadonlyMap<number, EventTrack>,
  node: CorrelationNode,
  index: number,
): Sighting<Source>[] {
  const sightings: Sighting<Source>[] = []
  for (const [member, track] of tracks) {
    const weight = weightOf(track)
    for (const one of rowsOf(track)) {
      const row = eventRow(one)
      const { time, identity, value } = row
      const source = { leaves: [{ node: index, member, row, weight }], last: row, depth: node.depth }
      sightings.push({ time, event: identity, unit: identity, value, weight, rule: member, source })
    }
  }
  return sightings
}

interface NodeRun extends FoundRun {
  readonly run: Run<Source>
}

const judgeNode = ({ test, timespan }: CorrelationNode, sightings: Sightings): NodeRun[] =>
  [...sightings]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, own]) =>
      judgeSightings(own, test, timespan).map(run => ({
        key,
        run,
        leaves: leavesOf(run),
      })),
    )

/** The completed windows of a run are what the correlation above sees, in the groups to which their last events belong there. */
function lift(
  { key, run, leaves }: NodeRun,
  index: number,
  nodes: readonly CorrelationNode[],
  into: Sightings[],
): void {
  const above = nodeAbove(nodes, index)
  const member = nodes[above]?.members.findIndex(({ node }) => node === index) ?? -1
  const target = into[above]
  const depth = nodes[index]?.depth ?? 0
  if (!target || member < 0) return
  const unit = digest53(encodeKey([String(index), key, String(run.first), leaves[0]?.row.id ?? '']))
  for (const { time, event, source } of run.completed) {
    for (const place of source.last.above[source.depth - depth] ?? []) {
      const sighting = { time, event, unit, value: place.value, weight: 1, rule: member }
      const seen = target.get(place.key) ?? []
      seen.push({ ...sighting, source: { leaves, last: source.last, depth: source.depth } })
      target.set(place.key, seen)
    }
  }
}

/** In order of time; an event stands once for each rule that it satisfied. */
export function distinctLeaves(leaves: readonly Leaf[]): Leaf[] {
  const known = new Map(leaves.map(leaf => [`${leaf.node} ${leaf.member} ${leaf.row.identity}`, leaf]))
  return [...known.values()].sort(
    (a, b) => a.row.time - b.row.time || a.row.identity - b.row.identity || a.node - b.node || a.member - b.member,
  )
}
