import type { Duration } from '#primitives'

/** A stretch of time in which a key was present without a gap of `forget` or more. */
export interface Interval<T> {
  /** Epoch milliseconds of the first and the last presence. */
  start: number
  end: number
  /** Some presence in it came from a baseline: nothing is reported from it. */
  known: boolean
  /** The earliest presence; absent from known intervals, which never need it. */
  sample: T | undefined
}

export interface IntervalRule<T> {
  /** Two presences closer than this belong to one interval. */
  readonly forget: Duration
  /** A total order of samples, by time first, so that the earliest is the same however they arrive. */
  compare(a: T, b: T): number
}

/** Adds a presence to intervals in order of time, in place. */
export function addPresence<T>(
  intervals: Interval<T>[],
  time: number,
  sample: () => T,
  learnOnly: boolean,
  rule: IntervalRule<T>,
): void {
  const last = intervals.at(-1)
  // Most logs come nearly in order: the newest interval goes on.
  if (last && time > last.start && time - last.end < rule.forget && last.known >= learnOnly) {
    if (time > last.end) last.end = time
    return
  }
  const index = intervals.findLastIndex(interval => interval.start <= time)
  const before = intervals[index]
  const presence: Interval<T> = { start: time, end: time, known: learnOnly, sample: learnOnly ? undefined : sample() }
  const joined = before && isNear(before, presence, rule.forget) ? [before, presence] : [presence]
  const after = intervals[index + 1]
  if (after && isNear(presence, after, rule.forget)) joined.push(after)
  const first = joined.length > 1 && before === joined[0] ? index : index + 1
  const others = joined.filter(interval => interval !== presence).length
  intervals.splice(
    first,
    others,
    joined.reduce((a, b) => join(a, b, rule)),
  )
}

/** Both in order of time; neither is changed. */
export function mergeIntervals<T>(
  a: readonly Interval<T>[],
  b: readonly Interval<T>[],
  rule: IntervalRule<T>,
): Interval<T>[] {
  const merged: Interval<T>[] = []
  for (const interval of [...a, ...b].sort((x, y) => x.start - y.start)) {
    const last = merged.at(-1)
    if (last && isNear(last, interval, rule.forget)) merged[merged.length - 1] = join(last, interval, rule)
    else merged.push(interval)
  }
  return merged
}

/** `later` does not start before `one`. */
const isNear = (one: Interval<unknown>, later: Interval<unknown>, forget: Duration): boolean =>
  later.start <= one.end || later.start - one.end < forget

function join<T>(a: Interval<T>, b: Interval<T>, rule: IntervalRule<T>): Interval<T> {
  const known = a.known || b.known
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    known,
    sample: known ? undefined : earlier(a.sample, b.sample, rule),
  }
}

function earlier<T>(a: T | undefined, b: T | undefined, rule: IntervalRule<T>): T | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return rule.compare(a, b) <= 0 ? a : b
}
