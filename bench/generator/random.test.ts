import { describe, expect, it } from 'vitest'
import { Random } from './random.ts'

describe('Random', () => {
  it('draws the same for the same seed', () => {
    const draw = () => {
      const random = new Random('a')
      return [random.next(), random.guid(), random.hex(7), random.base64(12), random.text('requestId', 5)]
    }
    expect(draw()).toEqual(draw())
  })

  it('forks a stream that does not depend on what was drawn before', () => {
    const drawn = new Random('a')
    drawn.guid()
    expect(drawn.fork('part').next()).toBe(new Random('a').fork('part').next())
    expect(drawn.fork('part').next()).not.toBe(drawn.fork('other part').next())
  })

  it('spreads evenly', () => {
    const random = new Random('spread')
    const counts = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 100_000; index++) {
      const value = random.below(10)
      counts[value] = (counts[value] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(600)
  })

  it('keeps both ends of a range', () => {
    const random = new Random('ends')
    const seen = new Set(Array.from({ length: 200 }, () => random.between(3, 5)))
    expect(seen).toEqual(new Set([3, 4, 5]))
  })
})
