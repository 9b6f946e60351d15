import type { Duration } from '#primitives'
import type { Moment } from './moment.ts'
import type { Tally, Verdict } from './tally.ts'

/** A window that holds: moments from `start` up to, without, `end`. */
export interface Window {
  readonly start: number
  readonly end: number
  readonly value: number
  readonly sequence?: number
}

/**
 * The windows that hold, among those that no other window contains: as long as `timespan`, and wherever they take in
 * most. So "fewer than three" is not met by the first two of many, nor "exactly five" by five of six.
 */
export function holdingWindows<S>(moments: readonly Moment<S>[], timespan: Duration, tally: Tally<S>): Window[] {
  const windows: Window[] = []
  let end = 0
  for (const [start, first] of moments.entries()) {
    const before = end
    for (let next = moments[end]; next && next.time - first.time <= timespan; next = moments[++end]) tally.add(next)
    if (end > before) {
      const { holds, value, sequence } = tally.verdict(first.time, (moments[end - 1] as Moment<S>).time)
      if (holds) windows.push({ start, end, value, ...(sequence !== undefined && { sequence }) })
    }
    tally.remove(first)
  }
  return windows
}

/** Windows that share moments, taken together. */
export function runsOf(windows: readonly Window[]): Window[][] {
  const runs: Window[][] = []
  let end = 0
  for (const window of windows) {
    const run = runs.at(-1)
    if (run && window.start < end) run.push(window)
    else runs.push([window])
    end = window.end
  }
  return runs
}

/** The moments at which the `timespan` up to them holds: where another correlation sees this one happen. */
export function completions<S>(moments: readonly Moment<S>[], timespan: Duration, tally: Tally<S>): number[] {
  const found: number[] = []
  let start = 0
  for (const [index, { time }] of moments.entries()) {
    tally.add(moments[index] as Moment<S>)
    if (moments[index + 1]?.time === time) continue
    for (let first = moments[start]; first && time - first.time > timespan; first = moments[++start])
      tally.remove(first)
    const verdict: Verdict = tally.verdict((moments[start] as Moment<S>).time, time)
    if (verdict.holds) found.push(index)
  }
  return found
}
