import type { Duration } from '#primitives'
import { keepSmallest, mergeMaps } from './bounded-map.ts'
import { addDistinct, countDistinct, type Distinct, mergeDistinct, noneDistinct } from './distinct.ts'

/** How a spike state is kept and judged. `E` is the evidence gathered for a period, itself a mergeable state. */
export interface SpikeRule<E> {
  /** The length of a period; periods begin at multiples of it since 1970. */
  readonly every: Duration
  readonly history: Duration
  readonly deviations: number
  readonly minimumPoints: number
  readonly coldStart: number
  /** Distinct things counted exactly per period; past it the count is an estimate. */
  readonly maxExact: number
  readonly maxKeys: number
  mergeEvidence(a: E, b: E): E
}

/**
 * Counts of distinct things per key and period. Plain data; the same in any order, split or repetition.
 *
 * Memory: a period with activity costs 8 bytes per thing counted, at most `maxExact` of them, and its evidence; a key
 * has at most one period per `every` of the time span seen. At most `maxKeys` keys are kept, those with the smallest
 * digests (see `keepSmallest`); past that `overflow` says so.
 */
export interface SpikeState<E> {
  keys: Map<string, Map<number, Period<E>>>
  overflow: boolean
}

export interface Period<E> {
  counted: Distinct
  /** Of the events that may be reported; absent while the period has only been learnt from. */
  evidence: E | undefined
}

/** One occurrence to count. */
export interface Occurrence<E> {
  readonly key: string
  readonly time: number
  /** 53-bit digests of what is counted: of the event, or of the values of its distinct field. */
  readonly digests: readonly number[]
  /** Adds the event to a period's evidence; absent for events of a baseline, which count and are never reported. */
  readonly gather?: (evidence: E | undefined) => E
}

export const emptySpike = <E>(): SpikeState<E> => ({ keys: new Map(), overflow: false })

/** Adds an occurrence, in place. */
export function observeOccurrence<E>(state: SpikeState<E>, occurrence: Occurrence<E>, rule: SpikeRule<E>): void {
  let periods = state.keys.get(occurrence.key)
  if (!periods) {
    periods = new Map()
    state.keys.set(occurrence.key, periods)
    if (state.keys.size > 2 * rule.maxKeys) pruneSpike(state, rule)
  }
  const start = Math.floor(occurrence.time / rule.every) * rule.every
  let period = periods.get(start)
  if (!period) {
    period = { counted: noneDistinct(), evidence: undefined }
    periods.set(start, period)
  }
  for (const digest of occurrence.digests) addDistinct(period.counted, digest, rule.maxExact)
  if (occurrence.gather) period.evidence = occurrence.gather(period.evidence)
}

/** Takes both over: use neither afterwards. */
export function mergeSpike<E>(a: SpikeState<E>, b: SpikeState<E>, rule: SpikeRule<E>): SpikeState<E> {
  const mergePeriods = (one: Period<E>, other: Period<E>): Period<E> => ({
    counted: mergeDistinct(one.counted, other.counted, rule.maxExact),
    evidence:
      one.evidence === undefined || other.evidence === undefined
        ? (one.evidence ?? other.evidence)
        : rule.mergeEvidence(one.evidence, other.evidence),
  })
  const merged: SpikeState<E> = {
    keys: mergeMaps(a.keys, b.keys, (one, other) => mergeMaps(one, other, mergePeriods)),
    overflow: a.overflow || b.overflow,
  }
  pruneSpike(merged, rule)
  return merged
}

/** Brings the state within its bounds, in place. What remains is judged the same before and after. */
export function pruneSpike<E>(state: SpikeState<E>, rule: SpikeRule<E>): void {
  if (keepSmallest(state.keys, rule.maxKeys)) state.overflow = true
}

/** The counts of a key in order of time. */
export function countPeriods<E>(periods: ReadonlyMap<number, Period<E>>): CountedPeriod<E>[] {
  return Array.from(periods, ([start, { counted, evidence }]) => ({ start, evidence, ...countDistinct(counted) })).sort(
    (a, b) => a.start - b.start,
  )
}

export interface CountedPeriod<E> {
  readonly start: number
  readonly count: number
  readonly approximate: boolean
  readonly evidence: E | undefined
}
