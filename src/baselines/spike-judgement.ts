import { countPeriods, pruneSpike, type SpikeRule, type SpikeState } from './spike.ts'

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

export function judgeSpikes<E>(state: SpikeState<E>, rule: SpikeRule<E>): SpikeJudgement<E> {
  pruneSpike(state, rule)
  const spikes: Spike<E>[] = []
  let learning = 0
  for (const [key, periods] of state.keys) {
    const history = new History(rule.history)
    for (const { start, count, approximate, evidence } of countPeriods(periods)) {
      history.forgetBefore(start)
      const norm = normOf(history, rule)
      if (evidence !== undefined && exceeds(count, norm))
        spikes.push({ key, start, count, approximate, norm, evidence })
      history.add(start, count)
    }
    if (history.points <= rule.minimumPoints) learning++
  }
  spikes.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
  return { spikes, learning, keys: state.keys.size, overflow: state.overflow }
}

const exceeds = (count: number, norm: Norm): boolean =>
  norm.basis === 'history' ? count > norm.threshold : count >= norm.threshold

function normOf(history: History, rule: SpikeRule<never> | SpikeRule<unknown>): Norm {
  const { points } = history
  if (points <= rule.minimumPoints) return { basis: 'cold-start', points, threshold: rule.coldStart }
  const { mean, deviation } = history
  return { basis: 'history', points, mean, deviation, threshold: mean + rule.deviations * deviation }
}

/** The earlier periods with activity that a period is compared with. */
class History {
  readonly #length: number
  readonly #periods: { start: number; count: number }[] = []
  #oldest = 0

  constructor(length: number) {
    this.#length = length
  }

  add(start: number, count: number): void {
    this.#periods.push({ start, count })
  }

  forgetBefore(now: number): void {
    while ((this.#periods[this.#oldest]?.start ?? now) < now - this.#length) this.#oldest++
  }

  get points(): number {
    return this.#periods.length - this.#oldest
  }

  get mean(): number {
    return this.#sum(({ count }) => count) / this.points
  }

  /** Sample standard deviation; 0 for fewer than two points. */
  get deviation(): number {
    if (this.points < 2) return 0
    const mean = this.mean
    return Math.sqrt(this.#sum(({ count }) => (count - mean) ** 2) / (this.points - 1))
  }

  #sum(term: (period: { count: number }) => number): number {
    let sum = 0
    for (let index = this.#oldest; index < this.#periods.length; index++) sum += term(this.#periods[index] as never)
    return sum
  }
}
