import type { SpikeRule, SpikeState } from './spike.ts'
import { briefsOf, countBriefs, type SpikeBriefs } from './spike-brief.ts'

/** A period with more than its key's history allows. */
export interface Spike<E> {
  readonly key: string
  /** Start of the period in epoch milliseconds. */
  readonly start: number
  readonly count: number
  readonly approximate: boolean
  readonly norm: Norm
  readonly evidence: E
}

/** What a count was compared with. */
export type Norm =
  /** The count is above `threshold` = mean + deviations x sample standard deviation of the `points` earlier periods. */
  | {
      readonly basis: 'history'
      readonly points: number
      readonly mean: number
      readonly deviation: number
      readonly threshold: number
    }
  /** Too few earlier periods: the count is at least `threshold`. */
  | { readonly basis: 'cold-start'; readonly points: number; readonly threshold: number }

export interface SpikeJudgement<E> {
  readonly spikes: readonly Spike<E>[]
  /** Keys whose last period was still judged by the cold start. */
  readonly learning: number
  readonly keys: number
  /** There were more keys than are kept. */
  readonly overflow: boolean
}

export const judgeSpikes = <E>(state: SpikeState<E>, rule: SpikeRule<E>): SpikeJudgement<E> =>
  judgeBriefs(briefsOf(state, rule), rule)

/** The same of counts of which only the briefs are at hand: only what is above its norm is read in full. */
export function judgeBriefs<E>(briefs: SpikeBriefs<E>, rule: SpikeRule<E>): SpikeJudgement<E> {
  const { keys, overflow } = countBriefs(briefs, rule)
  const spikes: Spike<E>[] = []
  let learning = 0
  for (const [key, periods] of keys) {
    const history = new History(rule.history)
    for (const { start, count, approximate, evidence } of periods) {
      history.forgetBefore(start)
      const norm = normExceeded(count, history, rule)
      const found = norm && evidence()
      if (norm !== undefined && found !== undefined)
        spikes.push({ key, start, count, approximate, norm, evidence: found })
      history.add(start, count)
    }
    if (history.points <= rule.minimumPoints) learning++
  }
  spikes.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
  return { spikes, learning, keys: keys.size, overflow }
}

/** What a count is compared with, where it is above that. */
function normExceeded(count: number, history: History, rule: SpikeRule<never> | SpikeRule<unknown>): Norm | undefined {
  const { points } = history
  const { minimumPoints, coldStart, deviations } = rule
  if (points <= minimumPoints)
    return count < coldStart ? undefined : { basis: 'cold-start', points, threshold: coldStart }
  const { mean } = history
  // Nearly every count, and the deviation takes a look at all of the history.
  if (count <= mean && deviations >= 0) return undefined
  const { deviation } = history
  const threshold = mean + deviations * deviation
  return count > threshold ? { basis: 'history', points, mean, deviation, threshold } : undefined
}

/** The earlier periods with activity that a period is compared with. */
class History {
  readonly #length: number
  readonly #starts: number[] = []
  readonly #counts: number[] = []
  #oldest = 0
  /** Of the counts from the oldest on: whole numbers, so that it is exact. */
  #sum = 0

  constructor(length: number) {
    this.#length = length
  }

  add(start: number, count: number): void {
    this.#starts.push(start)
    this.#counts.push(count)
    this.#sum += count
  }

  forgetBefore(now: number): void {
    while ((this.#starts[this.#oldest] ?? now) < now - this.#length) {
      this.#sum -= this.#counts[this.#oldest] ?? 0
      this.#oldest++
    }
  }

  get points(): number {
    return this.#starts.length - this.#oldest
  }

  get mean(): number {
    return this.#sum / this.points
  }

  /** Sample standard deviation; 0 for fewer than two points. */
  get deviation(): number {
    if (this.points < 2) return 0
    const { mean } = this
    let squares = 0
    for (let index = this.#oldest; index < this.#counts.length; index++) {
      squares += ((this.#counts[index] ?? 0) - mean) ** 2
    }
    return Math.sqrt(squares / (this.points - 1))
  }
}
