import {
  type CorrelationBounds,
  type CorrelationState,
  emptyCorrelation,
  mergeCorrelations,
  mergeMaps,
  pruneCorrelation,
  type Row,
  type Track,
} from '#baselines'
import type { Origin } from '#events'
import { compareOrigins } from '../hits/event-order.ts'
import { type Kind, type Kinds, mergeKinds, noKinds, pruneKinds } from './kinds.ts'

/** What is kept of an event by itself; the rules that it satisfied share it. */
export interface RowEvent {
  readonly id: string
  readonly origin: Origin
}

/** What is the same for many events of a rule. */
export interface RowShare {
  readonly kind: Kind
  /** From a baseline: it takes part, but nothing is reported that has nothing else in it. */
  readonly learnOnly: boolean
  /** Where it belongs in the correlations above its own, the nearest first. */
  readonly above: readonly (readonly Place[])[]
}

export type EventTrack = Track<RowEvent, RowShare>
export type EventRows = CorrelationState<RowEvent, RowShare>

/** All of it in one: an event that satisfied a rule of a correlation. */
export interface EventRow extends Omit<Row<RowEvent, RowShare>, 'event' | 'shared'>, RowEvent, RowShare {}

export function eventRow({ identity, time, value, event, shared }: Row<RowEvent, RowShare>): EventRow {
  const { id, origin } = event
  const { kind, learnOnly, above } = shared
  return { identity, time, value, id, origin, kind, learnOnly, above }
}

export const rowOf = ({ identity, time, value, id, origin }: EventRow, shared: RowShare): Row<RowEvent, RowShare> => ({
  identity,
  time,
  value,
  event: { id, origin },
  shared,
})

/** A group of a correlation, and the value that it looks at. */
export interface Place {
  readonly key: string
  readonly value: number
}

export interface CorrelationDetectionState {
  readonly kind: 'correlation'
  /** By the number of the correlation among those of the detection. */
  readonly nodes: Map<number, EventRows>
  kinds: Kinds
  /** Events without a readable time, which have no place in a window. */
  untimed: boolean
}

/**
 * A row is some 40 bytes, and its event 200 with its id, which all correlations share; a correlation holds about 200,000 of them for each of its rules, more only where there
 * are more than 1,500 groups.
 */
export const rowBounds: CorrelationBounds<RowEvent, RowShare> = {
  maxGroups: 5_000,
  maxRows: 200_000,
  leastRows: 128,
  mostRows: 10_000,
  // An event counts as reported where any delivery of it is; then the one stays that is shown first, see `compareEvents`.
  compare: (a, b) =>
    Number(a.shared.learnOnly) - Number(b.shared.learnOnly) ||
    a.time - b.time ||
    Number(isLine(a.event)) - Number(isLine(b.event)) ||
    compareOrigins(a.event.origin, b.event.origin),
}

/** Of an access log; the event of CloudTrail that tells of the same request has a GUID. */
const isLine = ({ id }: RowEvent): boolean => id.includes('/')

export const emptyCorrelationDetection = (): CorrelationDetectionState => ({
  kind: 'correlation',
  nodes: new Map(),
  kinds: noKinds(),
  untimed: false,
})

export function nodeState({ nodes }: CorrelationDetectionState, node: number): EventRows {
  const known = nodes.get(node)
  if (known !== undefined) return known
  const state: EventRows = emptyCorrelation()
  nodes.set(node, state)
  return state
}

/** Takes both over: use neither afterwards. */
export const mergeCorrelationDetections = (
  a: CorrelationDetectionState,
  b: CorrelationDetectionState,
): CorrelationDetectionState => ({
  kind: 'correlation',
  nodes: mergeMaps(a.nodes, b.nodes, (one, other) => mergeCorrelations(one, other, rowBounds)),
  kinds: mergeKinds(a.kinds, b.kinds),
  untimed: a.untimed || b.untimed,
})

/** Brings the state within its bounds, in place. What remains is judged the same before and after. */
export function pruneCorrelationDetection({ nodes, kinds }: CorrelationDetectionState): void {
  for (const state of nodes.values()) pruneCorrelation(state, rowBounds)
  pruneKinds(kinds)
}
