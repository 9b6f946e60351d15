import type { Finding } from './finding.ts'
import { leastScoreOf } from './severity.ts'

/** The least score of medium severity. */
const medium = leastScoreOf('medium')

interface DetectionTally {
  readonly tactics: readonly string[]
  /** Findings by score, 0 to 100. */
  readonly byScore: number[]
  findings: number
}

/** Adds up the findings in a window that slides: both ways at a cost that does not depend on how many there are. */
export class WindowTally {
  readonly #detections = new Map<string, DetectionTally>()
  #successes = 0

  add(finding: Finding): void {
    this.#change(finding, 1)
  }

  remove(finding: Finding): void {
    this.#change(finding, -1)
  }

  /**
   * Of the same detection, each further finding, by falling score, counts half as much as the one before, and one of low
   * severity nothing: a small oddity that comes again is a habit.
   */
  get score(): number {
    let sum = 0
    for (const { byScore } of this.#detections.values()) sum += discounted(byScore)
    return Math.round(sum)
  }

  get tacticsMeet(): boolean {
    if (this.#successes === 0) return false
    const withTactics = [...this.#detections.values()].filter(({ tactics }) => tactics.length > 0)
    return withTactics.length > 1 && new Set(withTactics.flatMap(({ tactics }) => tactics)).size > 1
  }

  /** Whether something in it is of medium severity at least. */
  get hasMedium(): boolean {
    return [...this.#detections.values()].some(({ byScore }) =>
      byScore.some((count, score) => count > 0 && score >= medium),
    )
  }

  #change({ detection, attack, risk, outcome }: Finding, by: 1 | -1): void {
    const tally = this.#detections.get(detection.id) ?? {
      tactics: attack.tactics,
      byScore: new Array<number>(101).fill(0),
      findings: 0,
    }
    tally.byScore[risk.score] = (tally.byScore[risk.score] ?? 0) + by
    tally.findings += by
    if (tally.findings > 0) this.#detections.set(detection.id, tally)
    else this.#detections.delete(detection.id)
    if (outcome === 'success') this.#successes += by
  }
}

function discounted(byScore: readonly number[]): number {
  let sum = 0
  let part = 1
  for (let score = 100; score > 0; score--) {
    // A small one counts when there is no graver one, and once.
    const counted = score >= medium ? mostHalves : Number(part === 1)
    for (let left = Math.min(byScore[score] ?? 0, counted); left > 0; left--) {
      sum += score * part
      part /= 2
    }
  }
  return sum
}

/** What is left after so many halves changes no sum that is rounded. */
const mostHalves = 50
