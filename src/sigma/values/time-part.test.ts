import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timePart } from './time-part.ts'

describe('a part of a time', () => {
  test('is that of UTC, whatever the zone it is written in', () => {
    expect(timePart('2026-11-24T23:45:10Z', 'hour')).toBe(23)
    expect(timePart('2026-11-25T01:45:10.5+02:00', 'hour')).toBe(23)
    expect(timePart('2026-11-25 01:45:10+02:00', 'day')).toBe(24)
    expect(timePart('2026-11-24T23:45:10Z', 'minute')).toBe(45)
    expect(timePart('2026-11-24T23:45:10Z', 'month')).toBe(11)
    expect(timePart('2026-11-24T23:45:10Z', 'year')).toBe(2026)
  })

  test('of a number is that of an epoch in seconds or milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200_000_000, max: 4_000_000_000 }), seconds => {
        const hour = new Date(seconds * 1000).getUTCHours()
        expect([timePart(seconds, 'hour'), timePart(seconds * 1000, 'hour')]).toEqual([hour, hour])
        expect(timePart(String(seconds), 'hour')).toBe(hour)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['2026-01-01T00:00:00Z', 1],
    ['2025-12-29T00:00:00Z', 1],
    ['2026-12-31T00:00:00Z', 53],
    ['2027-01-03T23:59:59Z', 53],
    ['2027-01-04T00:00:00Z', 1],
  ])('counts weeks as ISO 8601: %s is in week %i', (time, week) => {
    expect(timePart(time, 'week')).toBe(week)
  })

  test('of a list is that of each of its times, of anything else none', () => {
    expect(timePart(['2026-11-24T23:45:10Z', 'x', 0], 'hour')).toEqual([23, 0])
    for (const other of ['', 'yesterday', '2026-11-24', '2026-13-45T00:00:00Z', true, null, undefined, {}, 1e18]) {
      expect(timePart(other, 'hour')).toBeUndefined()
    }
  })
})
