import { countDistinct } from './distinct.ts'
import {
  boundPeriods,
  limitPeriod,
  type Period,
  type PeriodSizes,
  pruneSpike,
  type SpikeRule,
  type SpikeState,
  sizesOf,
} from './spike.ts'

/** What a period is judged by as long as it is within its norm, which nearly all are. Plain data. */
export interface PeriodBrief extends PeriodSizes {
  readonly count: number
  readonly approximate: boolean
}

export const briefOf = <E>(period: Period<E>, rule: SpikeRule<E>): PeriodBrief => ({
  ...sizesOf(period, rule),
  ...countDistinct(period.counted),
})

/** Counts whose periods are read in full only where that matters. */
export interface SpikeBriefs<E> {
  readonly keys: Map<string, Map<number, PeriodBrief>>
  /** See {@link SpikeState}. */
  readonly exact: number
  readonly overflow: boolean
  /** A period as it was told in brief; it may be changed. */
  read(key: string, start: number): Period<E>
}

export function briefsOf<E>(state: SpikeState<E>, rule: SpikeRule<E>): SpikeBriefs<E> {
  pruneSpike(state, rule)
  const keys = new Map(
    Array.from(state.keys, ([key, periods]) => [
      key,
      new Map(Array.from(periods, ([start, period]) => [start, briefOf(period, rule)])),
    ]),
  )
  const read = (key: string, start: number): Period<E> => {
    const period = state.keys.get(key)?.get(start)
    if (period === undefined) throw new Error('a period is told of that is not there')
    return period
  }
  return { keys, exact: state.exact, overflow: state.overflow, read }
}

/** One period of a key, counted. */
export interface CountedPeriod<E> {
  readonly start: number
  readonly count: number
  readonly approximate: boolean
  /** Undefined while the period has only been learnt from. */
  evidence(): E | undefined
}

/** The periods of each key within the bounds of all, in order of time. */
export function countBriefs<E>(
  briefs: SpikeBriefs<E>,
  rule: SpikeRule<E>,
): { readonly keys: ReadonlyMap<string, readonly CountedPeriod<E>[]>; readonly overflow: boolean } {
  const state = { ...briefs, periods: 0 }
  const limits = boundPeriods(state, brief => brief, rule)
  const counted = (key: string, start: number, brief: PeriodBrief): CountedPeriod<E> => {
    const full = (): Period<E> => {
      const period = briefs.read(key, start)
      limitPeriod(period, limits, rule)
      return period
    }
    const evidence = (): E | undefined => (brief.evidence === undefined ? undefined : full().evidence)
    const { count, approximate } = brief.digests > limits.exact ? countDistinct(full().counted) : brief
    return { start, count, approximate, evidence }
  }
  const keys = new Map(
    Array.from(state.keys, ([key, periods]) => [
      key,
      Array.from(periods, ([start, brief]) => counted(key, start, brief)).sort((a, b) => a.start - b.start),
    ]),
  )
  return { keys, overflow: state.overflow }
}
