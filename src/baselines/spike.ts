import type { Duration } from '#primitives'
import { byDigest, keepSmallest, mergeMaps } from './bounded-map.ts'
import { addDistinct, type Distinct, limitDistinct, mergeDistinct, noneDistinct } from './distinct.ts'
import { levelWithin } from './level.ts'

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
  /** What `maxExact` is lowered to, at worst, so that all periods together hold no more than `maxDigests`. */
  readonly leastExact: number
  readonly maxDigests: number
  readonly maxKeys: number
  readonly maxPeriods: number
  mergeEvidence(a: E, b: E): E
  /** Gives evidence that holds what is counted as its own a copy, in place. */
  separate(evidence: E, counted: Distinct): void
  /**
   * How many digests the evidence holds. Only `exact` may cut them: were they fewer for any other reason, what was cut now and
   * then would not be what is cut at the end.
   */
  sizeOf(evidence: E): number
  /** Lowers what a period keeps, in place. */
  limitEvidence(evidence: E, limits: PeriodLimits): void
}

/** What a period may keep; it only falls as periods are added. */
export interface PeriodLimits {
  /** How many periods there are; many when some had to be dropped. */
  readonly periods: number
  /** Digests, of things counted and of events. */
  readonly exact: number
}

/**
 * Counts of distinct things per key and period. Plain data; the same in any order, split or repetition.
 *
 * Memory: a period with activity costs 8 bytes per thing counted, at most `maxExact` of them, and its evidence. All together
 * hold `maxDigests`, twice as many until pruned: past that the largest counts become estimates, of `leastExact` things at least. At most `maxKeys` keys are kept, and those after the first `maxPeriods` periods are not: those with the smallest digests
 * stay (see `keepSmallest`), and `overflow` says so.
 */
export interface SpikeState<E> {
  keys: Map<string, Map<number, Period<E>>>
  /** Of all keys; exact after pruning. */
  periods: number
  /** Digests in all periods together; exact after pruning. */
  digests: number
  /** The lowest number of digests to which a period was cut so far. */
  exact: number
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
  readonly gather?: Gather<E>
}

/** @param counted what the period has counted, with the occurrence; `undefined` where it has counted what no evidence is of. */
export type Gather<E> = (evidence: E | undefined, limits: PeriodLimits, counted: Distinct | undefined) => E

export const emptySpike = <E>(): SpikeState<E> => ({
  keys: new Map(),
  periods: 0,
  digests: 0,
  exact: Number.POSITIVE_INFINITY,
  overflow: false,
})

/** Adds an occurrence, in place. */
export function observeOccurrence<E>(
  state: SpikeState<E>,
  { key, time, digests, gather }: Occurrence<E>,
  rule: SpikeRule<E>,
): void {
  countIn(state, periodOf(state, key, startOf(time, rule), rule), digests, gather, rule)
}

export const startOf = <E>(time: number, { every }: SpikeRule<E>): number => Math.floor(time / every) * every

/**
 * The period of a key that begins then, which is added where it is missing. It may be asked for once and used for many occurrences: a
 * key that is dropped is dropped in the end, too, whatever is counted in it.
 */
export function periodOf<E>(state: SpikeState<E>, key: string, start: number, rule: SpikeRule<E>): Period<E> {
  let periods = state.keys.get(key)
  if (!periods) {
    periods = new Map()
    state.keys.set(key, periods)
  }
  let period = periods.get(start)
  if (!period) {
    period = { counted: noneDistinct(), evidence: undefined }
    periods.set(start, period)
    state.periods++
    // Limits only fall, so that what is cut now and then is the same in the end as what is cut each time.
    if (isPowerOfTwo(state.periods)) pruneSpike(state, rule)
  }
  return period
}

/** Counts things in a period of the state, in place. */
export function countIn<E>(
  state: SpikeState<E>,
  period: Period<E>,
  digests: readonly number[],
  gather: Gather<E> | undefined,
  rule: SpikeRule<E>,
): void {
  const before = digestsIn(period, rule)
  const limits = limitsOf(state, rule)
  const isFirst = period.counted.digests.length === 0
  // Evidence may hold what is counted as its own, as long as the period counts nothing else.
  if (gather === undefined && period.evidence !== undefined) rule.separate(period.evidence, period.counted)
  for (const digest of digests) addDistinct(period.counted, digest, limits.exact)
  if (gather) {
    const isOfEvidence = isFirst || period.evidence !== undefined
    period.evidence = gather(period.evidence, limits, isOfEvidence ? period.counted : undefined)
  }
  state.digests += digestsIn(period, rule) - before
  if (isCrowded(state, rule)) pruneSpike(state, rule)
}

const digestsIn = <E>({ counted, evidence }: Period<E>, rule: SpikeRule<E>): number =>
  counted.digests.length + (evidence === undefined ? 0 : rule.sizeOf(evidence))

/** A limit that was found among keys of which some went would be too low for those that stay, so that it falls at once then. */
const limitsOf = <E>(
  { periods, exact, overflow }: Pick<SpikeState<E>, 'periods' | 'exact' | 'overflow'>,
  rule: SpikeRule<E>,
): PeriodLimits => ({
  periods: overflow ? rule.maxPeriods : Math.min(periods, rule.maxPeriods),
  exact: Math.min(exact, rule.maxExact, overflow ? rule.leastExact : Number.POSITIVE_INFINITY),
})

const isPowerOfTwo = (number: number): boolean => (number & (number - 1)) === 0

/** What is within its bounds after pruning is far from this. */
const isCrowded = <E>({ keys, periods, digests }: SpikeState<E>, rule: SpikeRule<E>): boolean =>
  keys.size > 2 * rule.maxKeys ||
  periods > 2 * rule.maxPeriods ||
  digests > 2 * Math.max(rule.maxDigests, 2 * rule.leastExact * periods)

/** Takes both over: use neither afterwards. */
export function mergeSpike<E>(a: SpikeState<E>, b: SpikeState<E>, rule: SpikeRule<E>): SpikeState<E> {
  const exact = Math.min(a.exact, b.exact)
  const mergePeriods = (one: Period<E>, other: Period<E>): Period<E> => ({
    counted: mergeDistinct(one.counted, other.counted, Math.min(rule.maxExact, exact)),
    evidence:
      one.evidence === undefined || other.evidence === undefined
        ? (one.evidence ?? other.evidence)
        : rule.mergeEvidence(one.evidence, other.evidence),
  })
  const merged: SpikeState<E> = {
    keys: mergeMaps(a.keys, b.keys, (one, other) => mergeMaps(one, other, mergePeriods)),
    periods: 0,
    digests: 0,
    exact,
    overflow: a.overflow || b.overflow,
  }
  pruneSpike(merged, rule)
  return merged
}

/** Brings the state within its bounds, in place. What remains is judged the same before and after. */
export function pruneSpike<E>(state: SpikeState<E>, rule: SpikeRule<E>): void {
  const limits = boundPeriods(state, period => sizesOf(period, rule), rule)
  state.digests = 0
  for (const periods of state.keys.values()) {
    for (const period of periods.values()) {
      limitPeriod(period, limits, rule)
      state.digests += digestsIn(period, rule)
    }
  }
}

/** Cuts a period to what it may keep, in place. */
export function limitPeriod<E>({ counted, evidence }: Period<E>, limits: PeriodLimits, rule: SpikeRule<E>): void {
  limitDistinct(counted, limits.exact)
  if (evidence !== undefined) rule.limitEvidence(evidence, limits)
}

/** How many digests a period holds. */
export interface PeriodSizes {
  /** Of things counted. */
  readonly digests: number
  /** Of its evidence; absent where it has none. */
  readonly evidence: number | undefined
}

export const sizesOf = <E>({ counted, evidence }: Period<E>, rule: SpikeRule<E>): PeriodSizes => ({
  digests: counted.digests.length,
  evidence: evidence === undefined ? undefined : rule.sizeOf(evidence),
})

/** Drops the keys that are past the bounds, in place, and tells to what the periods have to be cut. */
export function boundPeriods<P, E>(
  state: Omit<SpikeState<E>, 'keys' | 'digests'> & { readonly keys: Map<string, Map<number, P>> },
  sizes: (period: P) => PeriodSizes,
  rule: SpikeRule<E>,
): PeriodLimits {
  if (keepSmallest(state.keys, rule.maxKeys)) state.overflow = true
  if (dropPast(state.keys, rule.maxPeriods)) state.overflow = true
  const all = [...state.keys.values()].flatMap(own => Array.from(own.values(), sizes))
  state.periods = all.length
  const { exact } = limitsOf(state, rule)
  state.exact = state.overflow ? exact : exactWithin(all, exact, rule)
  return limitsOf(state, rule)
}

function exactWithin<E>(periods: readonly PeriodSizes[], most: number, rule: SpikeRule<E>): number {
  const sizes = periods.flatMap(({ digests, evidence = 0 }) => [digests, evidence])
  return levelWithin(sizes, rule.maxDigests, { least: Math.min(rule.leastExact, most), most })
}

/** Drops the keys that come, in the order of eviction, after so many periods; whether there were any. */
function dropPast(keys: Map<string, ReadonlyMap<number, unknown>>, maxPeriods: number): boolean {
  let total = 0
  for (const own of keys.values()) total += own.size
  if (total <= maxPeriods) return false
  let before = 0
  const { size } = keys
  for (const key of byDigest(keys.keys())) {
    const own = keys.get(key)?.size ?? 0
    if (before >= maxPeriods) keys.delete(key)
    before += own
  }
  return keys.size < size
}
