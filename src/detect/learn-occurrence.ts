import { countIn, type Gather, type Period, periodOf, startOf } from '#baselines'
import type { Observation } from '#events'
import { digest53, remembering } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addEvent, addHit, type Evidence, noEvidence, type Shown, shownOf } from './hits/evidence.ts'
import type { Series } from './series.ts'
import { evidenceOfPeriod } from './state-rules.ts'

type Spike = Extract<Judging, { kind: 'spike' }>

/** What the events that are counted together have in common. */
export const countKeyOf = ({ by }: Spike, observation: Observation): string =>
  encodeKey([observation.event.outcome, ...groupKey(by, observation)])

const digestOfText = remembering((text: string) => digest53(text))

/** What is known beforehand of events that are alike. */
interface Counting {
  readonly countKey?: string | undefined
  /** A finding shows the same of all of them. */
  readonly isShownAlike?: boolean
}

/** Where the last of events that are alike were counted. */
interface Counted {
  readonly start: number
  readonly period: Period<Evidence>
  /** What a finding shows of them is told there. */
  isTold: boolean
}

/** Adds events to the counts of a spike: to one state, in place. */
export class OccurrenceLearner {
  readonly #compiled: CompiledDetection
  readonly #spike: Spike
  readonly #state: Extract<DetectionState, { kind: 'spike' }>
  /** Mostly the next events that are alike count where the last ones did. */
  readonly #last = new WeakMap<Counting, Counted>()
  readonly #shown = new WeakMap<Counting, Shown>()

  constructor(compiled: CompiledDetection, spike: Spike, state: Extract<DetectionState, { kind: 'spike' }>) {
    this.#compiled = compiled
    this.#spike = spike
    this.#state = state
  }

  learn(counting: Counting, series: Series, learnOnly: boolean): void {
    const { distinct, rule } = this.#spike
    const digests = distinct
      ? series.read(distinct, 'counted', value => fieldTexts(value).map(digestOfText))
      : series.observations.map(({ event }) => [event.identity])
    const { observations } = series
    let from = 0
    // Mostly all of them are in one period.
    while (from < observations.length) {
      const start = this.#startOf(observations[from] as Observation)
      let to = from + 1
      while (to < observations.length && this.#startOf(observations[to] as Observation) === start) to++
      const isAll = to - from === observations.length
      const counted = isAll ? observations : observations.slice(from, to)
      const place = this.#placeOf(counting, observations[from] as Observation, start)
      const gather = learnOnly ? undefined : this.#gatherer(counting, place, counted)
      countIn(this.#state.counts, place.period, (isAll ? digests : digests.slice(from, to)).flat(), gather, rule)
      from = to
    }
  }

  #startOf({ event }: Observation): number {
    return startOf(event.time ?? 0, this.#spike.rule)
  }

  #gatherer(counting: Counting, place: Counted, observations: readonly Observation[]): Gather<Evidence> {
    const isAlike = counting.isShownAlike === true
    const shown = isAlike ? this.#shownOf(counting, observations[0] as Observation) : undefined
    const { keep } = this.#compiled
    return (evidence, periodLimits, counted) => {
      const limits = evidenceOfPeriod(periodLimits)
      const distinct = this.#spike.distinct ? undefined : counted
      let gathered = evidence
      for (const observation of observations) {
        if (gathered && isAlike && place.isTold)
          addEvent(gathered, observation.event, limits, { keep, counted: distinct })
        else gathered = addHit(gathered, this.#compiled, observation, limits, { shown, counted: distinct })
        place.isTold = true
      }
      return gathered ?? noEvidence()
    }
  }

  #shownOf(counting: Counting, observation: Observation): Shown {
    let shown = this.#shown.get(counting)
    if (shown === undefined) {
      shown = shownOf(this.#compiled, observation)
      this.#shown.set(counting, shown)
    }
    return shown
  }

  #placeOf(counting: Counting, observation: Observation, start: number): Counted {
    const { counts } = this.#state
    const { countKey } = counting
    const last = countKey === undefined ? undefined : this.#last.get(counting)
    if (last?.start === start) return last
    const key = countKey ?? countKeyOf(this.#spike, observation)
    const place = { start, period: periodOf(counts, key, start, this.#spike.rule), isTold: false }
    if (countKey !== undefined) this.#last.set(counting, place)
    return place
  }
}
