import { countIn, type Period, periodOf, startOf } from '#baselines'
import type { Observation } from '#events'
import { digest53, remembering } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addHit, type Evidence } from './hits/evidence.ts'
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

/** Adds events to the counts of a spike: to one state, in place. */
export class OccurrenceLearner {
  readonly #compiled: CompiledDetection
  readonly #spike: Spike
  readonly #state: Extract<DetectionState, { kind: 'spike' }>
  /** Mostly the next event that is alike counts where the last one did. */
  readonly #last = new WeakMap<Counting, { readonly start: number; readonly period: Period<Evidence> }>()

  constructor(compiled: CompiledDetection, spike: Spike, state: Extract<DetectionState, { kind: 'spike' }>) {
    this.#compiled = compiled
    this.#spike = spike
    this.#state = state
  }

  learn(counting: Counting, observation: Observation, time: number, learnOnly: boolean): void {
    const { distinct, rule } = this.#spike
    const digests = distinct ? fieldTexts(distinct.read(observation)).map(digestOfText) : [observation.event.identity]
    const alike = counting.isShownAlike === true ? counting : undefined
    const period = this.#periodOf(counting, observation, startOf(time, rule))
    if (learnOnly) countIn(this.#state.counts, period, digests, undefined, rule)
    else {
      countIn(
        this.#state.counts,
        period,
        digests,
        (evidence, limits, counted) =>
          addHit(evidence, this.#compiled, observation, evidenceOfPeriod(limits), {
            alike,
            counted: distinct ? undefined : counted,
          }),
        rule,
      )
    }
  }

  #periodOf(counting: Counting, observation: Observation, start: number): Period<Evidence> {
    const { counts } = this.#state
    const { countKey } = counting
    if (countKey === undefined) {
      return periodOf(counts, countKeyOf(this.#spike, observation), start, this.#spike.rule)
    }
    const last = this.#last.get(counting)
    if (last?.start === start) return last.period
    const period = periodOf(counts, countKey, start, this.#spike.rule)
    this.#last.set(counting, { start, period })
    return period
  }
}
