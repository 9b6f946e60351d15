import { compareText } from '#primitives'
import { type FirstSeenRule, type FirstSeenState, pruneFirstSeen, type Scope } from './first-seen.ts'
import type { Interval } from './intervals.ts'

/** A key that is new in its scope: an interval began after the scope had learnt. */
export interface NewKey<T> {
  readonly scope: string
  readonly key: string
  /** When it appeared. */
  readonly time: number
  /** The presence that began the interval. */
  readonly sample: T
  /** The scope's first presence of any key. */
  readonly scopeFirst: number
  /** The end of the interval before, when the key had been there and was forgotten. */
  readonly lastSeen?: number
  /** Whether a wider value was present in the scope before. */
  wasKnown(wider: string): boolean
}

export interface FirstSeenJudgement<T> {
  readonly newKeys: readonly NewKey<T>[]
  /** Scopes whose learning had not ended at `until`. */
  readonly learning: readonly string[]
  readonly scopes: number
  /** Scopes with so many keys that another says nothing: they were not judged. */
  readonly crowded: readonly string[]
  /** There were more scopes than are kept. */
  readonly overflow: boolean
}

/** @param until the time up to which logs were seen, in epoch milliseconds. */
export function judgeFirstSeen<T>(
  state: FirstSeenState<T>,
  rule: FirstSeenRule<T>,
  until: number,
): FirstSeenJudgement<T> {
  pruneFirstSeen(state, rule)
  const newKeys: NewKey<T>[] = []
  const learning: string[] = []
  const crowded: string[] = []
  for (const [name, scope] of state.scopes) {
    if (scope.overflow) {
      crowded.push(name)
      continue
    }
    if (!hasLearnt(scope, rule, until)) learning.push(name)
    for (const [key, intervals] of scope.keys) newKeys.push(...newOnes(name, scope, key, intervals, rule))
  }
  newKeys.sort((a, b) => rule.compare(a.sample, b.sample) || compareText(a.scope, b.scope) || compareText(a.key, b.key))
  return {
    newKeys,
    learning: learning.sort(compareText),
    scopes: state.scopes.size,
    crowded: crowded.sort(compareText),
    overflow: state.overflow,
  }
}

/** Whether the scope's history up to a time is long enough, and has enough in it, to call anything new. */
function hasLearnt<T>(scope: Scope<T>, rule: FirstSeenRule<T>, time: number): boolean {
  if (time - scope.first < rule.learning) return false
  const last = scope.days[rule.minimumDays - 1]
  return rule.minimumDays === 0 || (last !== undefined && last < Math.floor(time / day))
}

function newOnes<T>(
  name: string,
  scope: Scope<T>,
  key: string,
  intervals: readonly Interval<T>[],
  rule: FirstSeenRule<T>,
): NewKey<T>[] {
  return intervals.flatMap((interval, index) => {
    if (interval.sample === undefined || !hasLearnt(scope, rule, interval.start)) return []
    const before = intervals[index - 1]
    return {
      scope: name,
      key,
      time: interval.start,
      sample: interval.sample,
      scopeFirst: scope.first,
      ...(before && { lastSeen: before.end }),
      wasKnown(wider) {
        const first = scope.wider.get(wider)
        return first !== undefined && first < interval.start
      },
    }
  })
}

const day = 86_400_000
