import type { Duration } from '#primitives'
import { keepSmallest, mergeMaps } from '../bounded-map.ts'
import { type CompareRows, compactTrack, joinTracks, type Row, type Track } from './track.ts'

/** How the rows of a correlation are kept. */
export interface CorrelationBounds<R extends Row> {
  readonly maxGroups: number
  /** Rows in all groups together, as long as each track may have `leastRows`. */
  readonly maxRows: number
  readonly leastRows: number
  readonly mostRows: number
  readonly compare: CompareRows<R>
}

/**
 * The events of a correlation by group and by rule. Plain data; the same in any order, split or repetition. It knows
 * nothing of timespans and conditions: windows are found when it is judged, so that they slide over whatever came.
 *
 * Memory: at most `maxGroups` groups, those with the smallest digests (see `keepSmallest`), and in each of them, per
 * rule, between `leastRows` and `mostRows` rows, fewer the more groups there are (see `rowLimit`). Until it is pruned it
 * may hold a quarter more, and twice as many groups. Past a bound `overflow` says so.
 */
export interface CorrelationState<R extends Row> {
  groups: Map<string, Group<R>>
  overflow: boolean
}

export interface Group<R extends Row> {
  /** By the number of the rule in the correlation. */
  tracks: Map<number, Track<R>>
}

export const emptyCorrelation = <R extends Row>(): CorrelationState<R> => ({ groups: new Map(), overflow: false })

/** Adds an event of one rule to a group, in place. */
export function observeRow<R extends Row>(
  state: CorrelationState<R>,
  key: string,
  rule: number,
  row: R,
  bounds: CorrelationBounds<R>,
): void {
  let group = state.groups.get(key)
  if (!group) {
    group = { tracks: new Map() }
    state.groups.set(key, group)
    if (state.groups.size > 2 * bounds.maxGroups) dropGroups(state, bounds)
  }
  const track = group.tracks.get(rule)
  if (!track) {
    group.tracks.set(rule, { rows: [row], overflow: false })
    return
  }
  // Of a track that is full most rows would go with the next pruning: they need not be kept until then.
  if (track.most !== undefined && row.identity > track.most) return
  track.rows.push(row)
  if (track.rows.length <= 1.25 * bounds.leastRows) return
  const limit = rowLimit(state.groups.size, bounds)
  if (track.rows.length > 1.25 * limit) compactTrack(track, limit, bounds.compare)
}

/** Takes both over: use neither afterwards. */
export function mergeCorrelations<R extends Row>(
  a: CorrelationState<R>,
  b: CorrelationState<R>,
  bounds: CorrelationBounds<R>,
): CorrelationState<R> {
  const merged: CorrelationState<R> = {
    groups: mergeMaps(a.groups, b.groups, (one, other) => ({
      tracks: mergeMaps(one.tracks, other.tracks, joinTracks),
    })),
    overflow: a.overflow || b.overflow,
  }
  pruneCorrelation(merged, bounds)
  return merged
}

/** Brings the state within its bounds, in place: distinct rows, in order of identity. */
export function pruneCorrelation<R extends Row>(state: CorrelationState<R>, bounds: CorrelationBounds<R>): void {
  dropGroups(state, bounds)
  const limit = rowLimit(state.groups.size, bounds)
  for (const { tracks } of state.groups.values()) {
    for (const track of tracks.values()) compactTrack(track, limit, bounds.compare)
  }
}

/** Limits only shrink as groups are added, so what is cut early would be cut at the end. */
function rowLimit<R extends Row>(
  groups: number,
  { maxGroups, maxRows, leastRows, mostRows }: CorrelationBounds<R>,
): number {
  const share = Math.floor(maxRows / Math.max(1, Math.min(groups, maxGroups)))
  return Math.max(leastRows, Math.min(mostRows, share))
}

function dropGroups<R extends Row>(state: CorrelationState<R>, { maxGroups }: CorrelationBounds<R>): void {
  if (keepSmallest(state.groups, maxGroups)) state.overflow = true
}

/**
 * Drops what no later event can join any more, in place: the rows before a gap longer than `timespan` that ended before
 * `before`. For a program that watches; what was found in them must have been told. An event that arrives after its
 * window was closed begins anew.
 *
 * @param before the last time seen, less the lateness that is waited for, less `timespan`.
 */
export function closeCorrelation<R extends Row>(state: CorrelationState<R>, before: number, timespan: Duration): void {
  for (const [key, { tracks }] of state.groups) {
    const open = openSince([...tracks.values()].flatMap(track => track.rows.map(row => row.time)).sort(ascending), {
      before,
      timespan,
    })
    for (const [rule, track] of tracks) {
      track.rows = track.rows.filter(row => row.time >= open)
      if (track.rows.length === 0) tracks.delete(rule)
    }
    if (tracks.size === 0) state.groups.delete(key)
  }
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
