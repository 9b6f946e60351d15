import type { Origin } from '#events'
import {
  type CorrelationDetectionState,
  type EventRows,
  type EventTrack,
  emptyCorrelationDetection,
  nodeState,
  type RowShare,
} from './correlation-detection-state.ts'
import type { Kinds } from './kinds.ts'

/**
 * What a correlation saw, packed for the way to another thread: the rows of all its tracks one after the other in columns, most of
 * which travel without being copied. A clone of the rows themselves takes several times as long, and repeats the name of its file for
 * each event.
 */
export interface PackedCorrelation {
  readonly kind: 'packed-correlation'
  readonly tracks: readonly PackedTrack[]
  readonly overflows: readonly number[]
  readonly identities: Float64Array<ArrayBuffer>
  readonly times: Float64Array<ArrayBuffer>
  readonly values: Float64Array<ArrayBuffer>
  readonly records: Float64Array<ArrayBuffer>
  readonly ids: readonly string[]
  /** By row, which of `files` and of `shares` it has. */
  readonly fileOf: Uint32Array<ArrayBuffer>
  readonly shareOf: Uint32Array<ArrayBuffer>
  readonly files: readonly string[]
  readonly shares: readonly RowShare[]
  readonly kinds: Kinds
  readonly untimed: boolean
}

interface PackedTrack extends Pick<EventTrack, 'overflow' | 'most'> {
  readonly node: number
  readonly key: string
  readonly member: number
  readonly size: number
}

/** What need not be copied. */
export const transfersOf = (packed: PackedCorrelation): ArrayBuffer[] =>
  [packed.identities, packed.times, packed.values, packed.records, packed.fileOf, packed.shareOf].map(
    ({ buffer }) => buffer,
  )

/** Leaves the state as it is, and shares objects with it. */
export function packCorrelation({ nodes, kinds, untimed }: CorrelationDetectionState): PackedCorrelation {
  const all = [...nodes].flatMap(([node, state]) => tracksOf(node, state))
  const rows = all.reduce((sum, { track }) => sum + track.identities.length, 0)
  const columns = {
    identities: new Float64Array(rows),
    times: new Float64Array(rows),
    values: new Float64Array(rows),
    records: new Float64Array(rows),
    fileOf: new Uint32Array(rows),
    shareOf: new Uint32Array(rows),
  }
  const ids: string[] = []
  const [files, shares] = [new Numbering<string>(), new Numbering<RowShare>()]
  let at = 0
  for (const { track } of all) {
    columns.identities.set(track.identities, at)
    columns.times.set(track.times, at)
    columns.values.set(track.values, at)
    for (const [index, { id, origin }] of track.events.entries()) {
      columns.records[at] = origin.record
      columns.fileOf[at] = files.numberOf(origin.file)
      columns.shareOf[at] = shares.numberOf(track.shared[index] as RowShare)
      ids.push(id)
      at++
    }
  }
  return {
    kind: 'packed-correlation',
    ...columns,
    tracks: all.map(({ node, key, member, track: { identities, overflow, most } }) => ({
      node,
      key,
      member,
      size: identities.length,
      overflow,
      ...(most !== undefined && { most }),
    })),
    overflows: [...nodes].flatMap(([node, { overflow }]) => (overflow ? [node] : [])),
    ids,
    files: files.all,
    shares: shares.all,
    kinds,
    untimed,
  }
}

function tracksOf(node: number, { groups }: EventRows) {
  return [...groups].flatMap(([key, { tracks }]) =>
    Array.from(tracks, ([member, track]) => ({ node, key, member, track })),
  )
}

class Numbering<T> {
  readonly all: T[] = []
  readonly #numbers = new Map<T, number>()

  numberOf(item: T): number {
    const known = this.#numbers.get(item)
    if (known !== undefined) return known
    this.#numbers.set(item, this.all.length)
    return this.all.push(item) - 1
  }
}

export function unpackCorrelation(packed: PackedCorrelation): CorrelationDetectionState {
  const state: CorrelationDetectionState = {
    ...emptyCorrelationDetection(),
    kinds: packed.kinds,
    untimed: packed.untimed,
  }
  let from = 0
  for (const { node, key, member, size, overflow, most } of packed.tracks) {
    const to = from + size
    const track: EventTrack = {
      identities: [...packed.identities.subarray(from, to)],
      times: [...packed.times.subarray(from, to)],
      values: [...packed.values.subarray(from, to)],
      events: packed.ids.slice(from, to).map((id, index) => ({ id, origin: originAt(packed, from + index) })),
      shared: Array.from(packed.shareOf.subarray(from, to), share => packed.shares[share] as RowShare),
      overflow,
      ...(most !== undefined && { most }),
    }
    const { groups } = nodeState(state, node)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { tracks: new Map([[member, track]]) })
    else group.tracks.set(member, track)
    from = to
  }
  for (const node of packed.overflows) nodeState(state, node).overflow = true
  return state
}

const originAt = ({ files, fileOf, records }: PackedCorrelation, row: number): Origin => ({
  file: files[fileOf[row] as number] as string,
  record: records[row] as number,
})
