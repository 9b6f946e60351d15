import type { Duration } from '#primitives'
import type { TimedFinding } from './entity-history.ts'
import { WindowTally } from './window-tally.ts'

/** Risk adds up over any stretch of this length. */
const windowLength: Duration = 7 * 86_400_000

/** The findings of an entity from one of them on, up to seven days. */
export interface RiskWindow {
  /** Indexes into the entity's findings; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly score: number
  /** Two detections of two tactics met, and something succeeded. */
  readonly tacticsMeet: boolean
  /** Something is of medium severity at least. */
  readonly hasMedium: boolean
}

/** One window for each finding that may begin one. */
export function riskWindows(findings: readonly TimedFinding[]): RiskWindow[] {
  const tally = new WindowTally()
  let end = 0
  return findings.map(({ finding, time }, start) => {
    for (let next = findings[end]; next && next.time < time + windowLength; next = findings[++end])
      tally.add(next.finding)
    const window = { start, end, score: tally.score, tacticsMeet: tally.tacticsMeet, hasMedium: tally.hasMedium }
    tally.remove(finding)
    return window
  })
}
