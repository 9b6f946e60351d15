import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest53 } from '#primitives'
import { addDistinct, countDistinct, limitDistinct, mergeDistinct, noneDistinct } from './distinct.ts'

const of = (digests: readonly number[], bound: number) => {
  const distinct = noneDistinct()
  for (const digest of digests) addDistinct(distinct, digest, bound)
  return distinct
}

const digests = fc.array(fc.nat(30), { maxLength: 40 })

describe('distinct', () => {
  test('is a function of the set of digests: order, repetition and split do not count', () => {
    fc.assert(
      fc.property(digests, digests, fc.integer({ min: 1, max: 12 }), (left, right, bound) => {
        const whole = of([...left, ...right], bound)
        expect(of([...right, ...left, ...left].reverse(), bound)).toEqual(whole)
        expect(mergeDistinct(of(left, bound), of(right, bound), bound)).toEqual(whole)
        expect(mergeDistinct(whole, whole, bound)).toEqual(whole)
      }),
      { numRuns: 1000 },
    )
  })

  test('a bound lowered midway ends as if it had been low from the start', () => {
    fc.assert(
      fc.property(digests, digests, fc.integer({ min: 1, max: 12 }), (before, after, bound) => {
        const lowered = of(before, bound + 5)
        limitDistinct(lowered, bound)
        for (const digest of after) addDistinct(lowered, digest, bound)
        expect(lowered).toEqual(of([...before, ...after], bound))
      }),
      { numRuns: 1000 },
    )
  })

  test('counts exactly up to the bound, and says when it no longer does', () => {
    expect(countDistinct(of([3, 1, 2, 1], 3))).toEqual({ count: 3, approximate: false })
    expect(countDistinct(of([3, 1, 2, 4], 3)).approximate).toBe(true)
  })

  test('estimates within a few percent past the bound', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => digest53(`event-${index}`))
    const { count, approximate } = countDistinct(of(many, 4_096))
    expect(approximate).toBe(true)
    expect(Math.abs(count - 50_000) / 50_000).toBeLessThan(0.05)
  })
})
