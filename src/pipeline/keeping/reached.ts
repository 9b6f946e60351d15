import type { Duration } from '#primitives'

/** How far the events had got, in epoch milliseconds, at a moment on the clock of this program. */
export interface Reached {
  readonly at: number
  readonly until: number
}

/** Often enough to age by, and few enough to keep. */
const noteEvery: Duration = 3_600_000

/**
 * Of a log file that comes `lateness` after another nothing is lost, whatever times its events have: what is read first may be a
 * backlog of months, in any order and with restarts in between. So the clock counts, and not only the newest event.
 *
 * @param before ascending by `at`.
 * @returns the same with `now`, without what is not asked for any more. A moment that has not come yet, since the clock was put back, is
 * left out: then it takes longer.
 */
export function noteReached(before: readonly Reached[], now: Reached, lateness: Duration): readonly Reached[] {
  const past = before.filter(({ at }) => at <= now.at)
  const latest = past.at(-1)
  const all = latest !== undefined && now.at - latest.at < noteEvery ? past : [...past, now]
  const newestThatCounts = all.findLastIndex(({ at }) => at <= now.at - lateness)
  return all.slice(Math.max(0, newestThatCounts))
}

/** How far the events had got `lateness` ago, as far as that is known. */
export const reachedBefore = (reached: readonly Reached[], now: number, lateness: Duration): number | undefined =>
  reached.findLast(({ at }) => at <= now - lateness)?.until

/** As it is kept, JSON; of a state file that has kept none, nothing. */
export const readReached = (text = '[]'): readonly Reached[] => JSON.parse(text) as readonly Reached[]
