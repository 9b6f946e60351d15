import { positionOf } from '#primitives'

/**
 * A count of distinct things, exact up to a bound and estimated past it. It keeps the `bound` smallest digests, which
 * are a function of the set of digests added, whatever their order, batching or repetition. Plain data.
 *
 * Memory: 8 bytes per digest, at most `bound` of them.
 *
 * The estimate is that of a bottom-k sketch: k digests spread evenly below the k-th smallest, so their density tells
 * the number of all (Bar-Yossef et al., "Counting distinct elements in a data stream", RANDOM 2002). Its standard
 * error is about `1 / sqrt(bound)`.
 */
export interface Distinct {
  /** Ascending. */
  digests: number[]
  /** More than `bound` distinct digests were added. */
  overflow: boolean
}

export const noneDistinct = (): Distinct => ({ digests: [], overflow: false })

/** Adds a 53-bit digest, in place. */
export function addDistinct(distinct: Distinct, digest: number, bound: number): void {
  const { digests } = distinct
  const index = positionOf(digests, digest)
  if (digests[index] === digest) return
  if (index >= bound) distinct.overflow = true
  else if (index === digests.length) digests.push(digest)
  else digests.splice(index, 0, digest)
  limitDistinct(distinct, bound)
}

/** Lowers the bound, in place. A bound may only ever be lowered: what was dropped does not come back. */
export function limitDistinct(distinct: Distinct, bound: number): void {
  if (distinct.digests.length <= bound) return
  distinct.digests.length = bound
  distinct.overflow = true
}

/** Leaves both inputs as they are. */
export function mergeDistinct(a: Distinct, b: Distinct, bound: number): Distinct {
  const merged: Distinct = { digests: [], overflow: a.overflow || b.overflow }
  let left = 0
  let right = 0
  while (left < a.digests.length || right < b.digests.length) {
    const one = a.digests[left] ?? Infinity
    const other = b.digests[right] ?? Infinity
    merged.digests.push(Math.min(one, other))
    if (one <= other) left++
    if (other <= one) right++
  }
  limitDistinct(merged, bound)
  return merged
}

export interface DistinctCount {
  readonly count: number
  readonly approximate: boolean
}

export function countDistinct({ digests, overflow }: Distinct): DistinctCount {
  const largest = digests.at(-1)
  if (!overflow || largest === undefined) return { count: digests.length, approximate: false }
  const estimate = Math.round(((digests.length - 1) * 2 ** 53) / largest)
  return { count: Math.max(estimate, digests.length + 1), approximate: true }
}
