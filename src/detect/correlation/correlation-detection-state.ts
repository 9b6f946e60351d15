import {
  type CorrelationBounds,
  type CorrelationState,
  emptyCorrelation,
  mergeCorrelations,
  mergeMaps,
  pruneCorrelation,
  type Row,
} from '#baselines'
import type { Origin } from '#events'
import { compareOrigins } from '../hits/event-order.ts'
import { type Kind, type Kinds, mergeKinds, noKinds, pruneKinds } from './kinds.ts'

/** What is kept of each event that satisfied a rule of a correlation. */
export interface EventRow extends Row {
  readonly id: string
  readonly origin: Origin
  readonly kind: Kind
  /** From a baseline: it takes part, but nothing is reported that has nothing else in it. */
  readonly learnOnly: boolean
  /** Where it belongs in the correlations above its own, the nearest first. */
  readonly above: readonly (readonly Place[])[]
}

/** A group of a correlation, and the value that it looks at. */
export interface Place {
  readonly key: string
  readonly value: number
}

export interface CorrelationDetectionState {
  readonly kind: 'correlation'
  /** By the number of the correlation among those of the detection. */
  readonly nodes: Map<number, CorrelationState<EventRow>>
  kinds: Kinds
  /** Events without a readable time, which have no place in a window. */
  untimed: boolean
}

/**
 * A row is some 250 bytes with its id; a correlation holds about 200,000 of them for each of its rules, more only where there
 * are more than 1,500 groups.
 */
export const rowBounds: CorrelationBounds<EventRow> = {
  maxGroups: 5_000,
  maxRows: 200_000,
  leastRows: 128,
  mostRows: 10_000,
  // An event counts as reported where any delivery of it is; then the delivery whose file sorts first stays.
  compare: (a, b) => Number(a.learnOnly) - Number(b.learnOnly) || compareOrigins(a.origin, b.origin),
}

export const emptyCorrelationDetection = (): CorrelationDetectionState => ({
  kind: 'correlation',
  nodes: new Map(),
  kinds: noKinds(),
  untimed: false,
})

export function nodeState({ nodes }: CorrelationDetectionState, node: number): CorrelationState<EventRow> {
  const state = nodes.get(node) ?? emptyCorrelation<EventRow>()
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
