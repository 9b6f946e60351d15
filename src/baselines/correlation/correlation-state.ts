import type { Duration } from '#primitives'
import { keepSmallest, mergeMaps } from '../bounded-map.ts'
import {
  addRow,
  type CompareRows,
  compactTrack,
  cutTrack,
  dropEarlier,
  emptyTrack,
  joinTracks,
  type Row,
  sizeOf,
  type Track,
} from './track.ts'

/** How the rows of a correlation are kept. */
export interface CorrelationBounds<E, S> {
  readonly maxGroups: number
  /** Rows in all groups together, as long as each track may have `leastRows`. */
  readonly maxRows: number
  readonly leastRows: number
  readonly mostRows: number
  readonly compare: CompareRows<E, S>
}

/**
 * The events of a correlation by group and by rule. Plain data; the same in any order, split or repetition. It knows
 * nothing of timespans and conditions: windows are found when it is judged, so that they slide over whatever came.
 *
 * Memory: at most `maxGroups` groups, those with the smallest digests (see `keepSmallest`), and in each of them, per
 * rule, between `leastRows` and `mostRows` rows, fewer the more groups there are (see `rowLimit`). Until it is pruned it
 * may hold a quarter more, and twice as many groups. Past a bound `overflow` says so.
 */
export interface CorrelationState<E, S> {
  groups: Map<string, Group<E, S>>
  overflow: boolean
}

export interface Group<E, S> {
  /** By the number of the rule in the correlation. */
  tracks: Map<number, Track<E, S>>
}

export const emptyCorrelation = <E, S>(): CorrelationState<E, S> => ({ groups: new Map(), overflow: false })

/** Adds an event of one rule to a group, in place. */
export function observeRow<E, S>(
  state: CorrelationState<E, S>,
  key: string,
  rule: number,
  row: Row<E, S>,
  bounds: CorrelationBounds<E, S>,
): void {
  const track = trackOf(state, key, rule, bounds)
  if (mayStay(track, row.identity)) observeIn(state, track, row, bounds)
}

/**
 * The track of a rule in a group, which is added where it is missing. It may be asked for once and used for many events: a group that
 * is dropped is dropped in the end, too, whatever is added to it.
 */
export function trackOf<E, S>(
  state: CorrelationState<E, S>,
  key: string,
  rule: number,
  bounds: CorrelationBounds<E, S>,
): Track<E, S> {
  let group = state.groups.get(key)
  if (!group) {
    group = { tracks: new Map() }
    state.groups.set(key, group)
    if (state.groups.size > 2 * bounds.maxGroups) dropGroups(state, bounds)
  }
  let track = group.tracks.get(rule)
  if (!track) {
    track = emptyTrack()
    group.tracks.set(rule, track)
  }
  return track
}

/** Of a track that is full most rows would go with the next pruning: they need not be kept until then. */
export const mayStay = ({ most }: Pick<Track<unknown, unknown>, 'most'>, identity: number): boolean =>
  most === undefined || identity <= most

/** Adds a row that may stay to a track of the state, in place. */
export function observeIn<E, S>(
  { groups }: CorrelationState<E, S>,
  track: Track<E, S>,
  row: Row<E, S>,
  bounds: CorrelationBounds<E, S>,
): void {
  addRow(track, row)
  if (sizeOf(track) <= 1.25 * bounds.leastRows) return
  const limit = rowLimit(groups.size, bounds)
  if (sizeOf(track) > 1.25 * limit) cutTrack(track, limit, bounds.compare)
}

/** Takes both over: use neither afterwards. */
export function mergeCorrelations<E, S>(
  a: CorrelationState<E, S>,
  b: CorrelationState<E, S>,
  bounds: CorrelationBounds<E, S>,
): CorrelationState<E, S> {
  const merged: CorrelationState<E, S> = {
    groups: mergeMaps(a.groups, b.groups, (one, other) => ({
      tracks: mergeMaps(one.tracks, other.tracks, joinTracks),
    })),
    overflow: a.overflow || b.overflow,
  }
  pruneCorrelation(merged, bounds)
  return merged
}

/** Brings the state within its bounds, in place: distinct rows, in order of identity. */
export function pruneCorrelation<E, S>(state: CorrelationState<E, S>, bounds: CorrelationBounds<E, S>): void {
  dropGroups(state, bounds)
  const limit = rowLimit(state.groups.size, bounds)
  for (const { tracks } of state.groups.values()) {
    for (const track of tracks.values()) compactTrack(track, limit, bounds.compare)
  }
}

/** Limits only shrink as groups are added, so what is cut early would be cut at the end. */
function rowLimit<E, S>(groups: number, { maxGroups, maxRows, leastRows, mostRows }: CorrelationBounds<E, S>): number {
  const share = Math.floor(maxRows / Math.max(1, Math.min(groups, maxGroups)))
  return Math.max(leastRows, Math.min(mostRows, share))
}

function dropGroups<E, S>(state: CorrelationState<E, S>, { maxGroups }: CorrelationBounds<E, S>): void {
  if (keepSmallest(state.groups, maxGroups)) state.overflow = true
}

/**
 * Drops what no later event can join any more, in place: the rows before a gap longer than `timespan` that ended before
 * `before`. For a program that watches; what was found in them must have been told. An event that arrives after its
 * window was closed begins anew.
 *
 * @param before the last time seen, less the lateness that is waited for, less `timespan`.
 */
export function closeCorrelation<E, S>(state: CorrelationState<E, S>, before: number, timespan: Duration): void {
  for (const [key, { tracks }] of state.groups) {
    const times = [...tracks.values()].flatMap(track => track.times).sort(ascending)
    const open = openSince(times, { before, timespan })
    dropRowsBefore(state, key, open)
  }
}

/** Drops the rows of a group before a time, in place, and with the last of them the group. */
export function dropRowsBefore<E, S>({ groups }: CorrelationState<E, S>, key: string, time: number): void {
  const { tracks } = groups.get(key) ?? { tracks: new Map<number, Track<E, S>>() }
  for (const [rule, track] of tracks) {
    dropEarlier(track, time)
    if (sizeOf(track) === 0) tracks.delete(rule)
  }
  if (tracks.size === 0) groups.delete(key)
}

/** The time from which on rows may still share a window with what is to come; all are over when it is infinite. */
function openSince(times: readonly number[], { before, timespan }: { before: number; timespan: Duration }): number {
  let open = times[0] ?? Number.POSITIVE_INFINITY
  for (const [index, time] of times.entries()) {
    if (time >= before) return open
    const next = times[index + 1] ?? Number.POSITIVE_INFINITY
    if (next - time > timespan) open = next
  }
  return open
}

const ascending = (a: number, b: number): number => a - b
