import type { Duration } from '#primitives'
import { byDigest, keepSmallest, mergeMaps } from './bounded-map.ts'
import { addPresence, type Interval, type IntervalRule, mergeIntervals } from './intervals.ts'

/** How a first-seen state is kept and judged. `T` is what is remembered of the presence that began an interval. */
export interface FirstSeenRule<T> extends IntervalRule<T> {
  /** Nothing is new in a scope for this long after its first presence. */
  readonly learning: Duration
  /** Nor until the scope was present on this many distinct days (UTC): what was hardly ever seen has no habits. */
  readonly minimumDays: number
  /** Bounds on what is kept; see {@link FirstSeenState}. */
  readonly maxKeysPerScope: number
  readonly maxKeys: number
}

/** One sighting of a key. */
export interface Presence<T> {
  /** What does the learning, e.g. a bucket. */
  readonly scope: string
  /** What may be new in the scope, e.g. a network. */
  readonly key: string
  /** Broader views of the key, each told apart by the caller, e.g. `network.country NL`. */
  readonly wider: readonly string[]
  readonly time: number
  /** What is remembered of it; asked for only where it may be the earliest. */
  readonly sample: () => T
  /** From a baseline: learnt, never reported. */
  readonly learnOnly: boolean
}

/**
 * Which keys were present in which scope, and when. Plain data; the state of a set of presences is the same in any
 * order, split or repetition.
 *
 * Memory: a key costs its text and, per interval, 4 numbers and one sample; it has at most one interval per `forget`
 * of the time span seen. A scope keeps at most `maxKeysPerScope` keys and as many wider values; all scopes together
 * `maxKeys` keys. Past a bound, the keys and scopes with the largest digests are dropped (see `keepSmallest`; scopes
 * as a whole, so that those that stay are judged in full) and `overflow` says so.
 */
export interface FirstSeenState<T> {
  scopes: Map<string, Scope<T>>
  /** Keys in all scopes. */
  size: number
  /** Scopes had to be dropped. */
  overflow: boolean
}

export interface Scope<T> {
  first: number
  /** The earliest distinct days of presence, as days since 1970, ascending; at most `minimumDays`. */
  days: number[]
  keys: Map<string, Interval<T>[]>
  /** Wider value to its earliest presence. */
  wider: Map<string, number>
  /** Keys or wider values of this scope had to be dropped. */
  overflow: boolean
}

const day = 86_400_000

export const emptyFirstSeen = <T>(): FirstSeenState<T> => ({ scopes: new Map(), size: 0, overflow: false })

/** Adds a presence, in place. */
export function observePresence<T>(state: FirstSeenState<T>, presence: Presence<T>, rule: FirstSeenRule<T>): void {
  const { time } = presence
  let scope = state.scopes.get(presence.scope)
  if (!scope) {
    scope = { first: time, days: [], keys: new Map(), wider: new Map(), overflow: false }
    state.scopes.set(presence.scope, scope)
  }
  if (time < scope.first) scope.first = time
  addDay(scope.days, Math.floor(time / day), rule.minimumDays)
  for (const value of presence.wider) {
    const first = scope.wider.get(value)
    if (first === undefined || time < first) scope.wider.set(value, time)
  }
  const intervals = scope.keys.get(presence.key)
  if (intervals) {
    addPresence(intervals, time, presence.sample, presence.learnOnly, rule)
    return
  }
  const created: Interval<T>[] = []
  addPresence(created, time, presence.sample, presence.learnOnly, rule)
  scope.keys.set(presence.key, created)
  state.size++
  if (state.size > 2 * rule.maxKeys || scope.keys.size > 2 * rule.maxKeysPerScope) pruneFirstSeen(state, rule)
}

/** Keeps the earliest days, in place. */
function addDay(days: number[], one: number, limit: number): void {
  const latest = days[days.length - 1]
  if (latest === one || (latest !== undefined && days.length >= limit && one > latest) || days.includes(one)) return
  days.push(one)
  days.sort((a, b) => a - b)
  if (days.length > limit) days.pop()
}

function mergeDays(a: readonly number[], b: readonly number[], limit: number): number[] {
  const merged = [...a]
  for (const one of b) addDay(merged, one, limit)
  return merged
}

/** Takes both over: use neither afterwards. */
export function mergeFirstSeen<T>(
  a: FirstSeenState<T>,
  b: FirstSeenState<T>,
  rule: FirstSeenRule<T>,
): FirstSeenState<T> {
  const merged: FirstSeenState<T> = {
    scopes: mergeMaps(a.scopes, b.scopes, (one, other) => ({
      first: Math.min(one.first, other.first),
      days: mergeDays(one.days, other.days, rule.minimumDays),
      keys: mergeMaps(one.keys, other.keys, (x, y) => mergeIntervals(x, y, rule)),
      wider: mergeMaps(one.wider, other.wider, Math.min),
      overflow: one.overflow || other.overflow,
    })),
    size: 0,
    overflow: a.overflow || b.overflow,
  }
  pruneFirstSeen(merged, rule)
  return merged
}

/** Brings the state within its bounds, in place. What remains is judged the same before and after. */
export function pruneFirstSeen<T>(state: FirstSeenState<T>, rule: FirstSeenRule<T>): void {
  let size = 0
  for (const scope of state.scopes.values()) {
    const fewerKeys = keepSmallest(scope.keys, rule.maxKeysPerScope)
    const fewerWider = keepSmallest(scope.wider, rule.maxKeysPerScope)
    if (fewerKeys || fewerWider) scope.overflow = true
    size += scope.keys.size
  }
  state.size = size
  if (size > rule.maxKeys) dropScopes(state, rule.maxKeys)
}

function dropScopes<T>(state: FirstSeenState<T>, maxKeys: number): void {
  let room = maxKeys
  for (const name of byDigest(state.scopes.keys())) {
    const scope = state.scopes.get(name)
    if (!scope) continue
    if (room === 0) state.scopes.delete(name)
    else if (keepSmallest(scope.keys, room)) scope.overflow = true
    room = Math.max(0, room - scope.keys.size)
  }
  state.size = maxKeys
  state.overflow = true
}
