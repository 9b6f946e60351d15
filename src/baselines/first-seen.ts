import type { Duration } from '#primitives'
import { byDigest, mergeMaps } from './bounded-map.ts'
import { addPresence, type Interval, type IntervalRule, mergeIntervals } from './intervals.ts'

/** How a first-seen state is kept and judged. `T` is what is remembered of the presence that began an interval. */
export interface FirstSeenRule<T> extends IntervalRule<T> {
  /** Nothing is new in a scope for this long after its first presence. */
  readonly learning: Duration
  /** Nor until the scope was present on this many distinct days (UTC): what was hardly ever seen has no habits. */
  readonly minimumDays: number
  /** A scope with more different keys than this is crowded: another one says nothing. */
  readonly maxKeysPerScope: number
  /** Bound on what is kept; see {@link FirstSeenState}. */
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
 * of the time span seen. A crowded scope keeps none. All scopes together keep at most `maxKeys` keys, a crowded one counting as full;
 * past that, those with the largest digests are dropped as a whole, so that the others are judged in full, and `overflow` says so.
 */
export interface FirstSeenState<T> {
  scopes: Map<string, Scope<T>>
  /** Keys in all scopes, a crowded one counting as full. */
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
  /** Crowded: it is not judged, and nothing is kept of it, `first` (0) and `days` included. */
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
  if (scope.overflow) return
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
  if (isCrowded(scope, rule)) crowd(scope)
  if (state.size > 2 * rule.maxKeys) pruneFirstSeen(state, rule)
}

/** Once it is, it stays so, whatever comes: what is dropped then would not have been judged in the end. */
const isCrowded = <T>({ overflow, keys, wider }: Scope<T>, { maxKeysPerScope }: FirstSeenRule<T>): boolean =>
  overflow || keys.size > maxKeysPerScope || wider.size > maxKeysPerScope

function crowd(scope: Scope<unknown>): void {
  scope.overflow = true
  scope.first = 0
  scope.days = []
  scope.keys = new Map()
  scope.wider = new Map()
}

/** Whether a scope is known to be crowded, so that no presence in it matters any more. */
export const isKnownCrowded = ({ scopes }: FirstSeenState<unknown>, scope: string): boolean =>
  scopes.get(scope)?.overflow === true

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
    if (isCrowded(scope, rule)) crowd(scope)
    size += sizeOf(scope, rule)
  }
  state.size = size
  if (size > rule.maxKeys) dropScopes(state, rule)
}

/** Never less than before: the scopes that have room must not come and go as others become crowded. */
const sizeOf = <T>({ overflow, keys }: Scope<T>, { maxKeysPerScope }: FirstSeenRule<T>): number =>
  overflow ? maxKeysPerScope : keys.size

function dropScopes<T>(state: FirstSeenState<T>, rule: FirstSeenRule<T>): void {
  let size = 0
  for (const name of byDigest(state.scopes.keys())) {
    const scope = state.scopes.get(name)
    if (scope === undefined) continue
    if (size === rule.maxKeys) {
      state.scopes.delete(name)
      continue
    }
    // The first one that has no room is remembered as crowded, so that what comes of it later is not taken for all of it.
    if (size + sizeOf(scope, rule) > rule.maxKeys) crowd(scope)
    size = Math.min(rule.maxKeys, size + sizeOf(scope, rule))
  }
  state.size = size
  state.overflow = true
}
