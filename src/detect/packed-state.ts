import { type PackedCorrelation, packCorrelation, transfersOf, unpackCorrelation } from './correlation/pack.ts'
import type { DetectionState } from './detect-state.ts'

/** What a detection saw, as it is sent to another thread. */
export type PackedState = Exclude<DetectionState, { kind: 'correlation' }> | PackedCorrelation

export interface Parcel {
  readonly state: PackedState
  /** What is given away with it. */
  readonly transfers: ArrayBuffer[]
}

/** Shares objects with the state: change neither before it is sent. */
export function packState(state: DetectionState): Parcel {
  if (state.kind !== 'correlation') return { state, transfers: [] }
  const packed = packCorrelation(state)
  return { state: packed, transfers: transfersOf(packed) }
}

export const unpackState = (state: PackedState): DetectionState =>
  state.kind === 'packed-correlation' ? unpackCorrelation(state) : state
