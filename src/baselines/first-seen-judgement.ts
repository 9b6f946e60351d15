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
  /** Whether a wider value was present in the scope before; undefined when the scope holds too many to know. */
  wasKnown(wider: string): boolean | undefined
}

export interface FirstSeenJudgement<T> {
  readonly newKeys: readonly NewKey<T>[]
  /** Scopes whose learning had not ended at `until`. */
  readonly learning: readonly string[]
  readonly scopes: number
  /** Scopes with more keys than are kept. */
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
    if (scope.first + rule.learning > until) learning.push(name)
    if (scope.overflow) crowded.push(name)
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

function newOnes<T>(
  name: string,
  scope: Scope<T>,
  key: string,
  intervals: readonly Interval<T>[],
  rule: FirstSeenRule<T>,
): NewKey<T>[] {
  return intervals.flatMap((interval, index) => {
    if (interval.sample === undefined || interval.start - scope.first < rule.learning) return []
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
        if (first === undefined) return scope.overflow ? undefined : false
        return first < interval.start
      },
    }
  })
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
