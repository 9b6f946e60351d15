import { describe, expect, test } from 'vitest'
import { listOf, oneOf, parseCount, parsePace, parseSize, parseTime } from './option-values.ts'

describe('a time on the command line', () => {
  test.each([
    ['2026-10-01', Date.UTC(2026, 9, 1)],
    ['2026-10-01T12:30:00Z', Date.UTC(2026, 9, 1, 12, 30)],
    ['2026-10-01T12:30:00.250+02:00', Date.UTC(2026, 9, 1, 10, 30, 0, 250)],
    ['2026-10-01 12:30Z', Date.UTC(2026, 9, 1, 12, 30)],
  ])('%s is read as RFC 3339', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })
  test('24h is that long ago', () => {
    expect(Math.abs(parseTime('24h') - (Date.now() - 86_400_000))).toBeLessThan(60_000)
  })
  test('a length of time that is longer than time is leaves nothing out', () => {
    expect(new Date(parseTime('99999999w')).toISOString()).toBe('-271821-04-20T00:00:00.000Z')
  })
  test.each(['yesterday', '2026-13-01', '2026-02-30', '2026-10-01T12:30:00', '', '7 days', '-3d'])(
    '%j is refused at once',
    text => {
      expect(() => parseTime(text)).toThrow('Expected RFC 3339')
    },
  )
})

describe('a word on the command line', () => {
  test('is taken in any case', () => {
    expect(oneOf(['low', 'high'])('HIGH')).toBe('high')
  })
  test('that is misspelt gets a suggestion', () => {
    expect(() => oneOf(['low', 'critical'])('critcal')).toThrow('Did you mean critical?')
  })
  test('may come with commas and again', () => {
    const read = listOf(['csv', 'json'])
    expect(read('csv', read('json,csv', undefined))).toEqual(['json', 'csv', 'csv'])
  })
})

describe('a pace on the command line', () => {
  test.each(['1s', '24d'])('%s is kept', text => {
    expect(parsePace(text)).toBeGreaterThan(0)
  })
  test.each(['25d', '99999999w'])('%s is refused, since no timer waits for so long', text => {
    expect(() => parsePace(text)).toThrow('at most 24d')
  })
})

describe('an amount on the command line', () => {
  test.each([
    ['16MB', 16_000_000],
    ['2g', 2_000_000_000],
    ['1.5k', 1_500],
    ['42', 42],
  ])('%s is a size', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })
  test.each(['many', '-1', '1e9', '5 parsecs'])('%j is no size', text => {
    expect(() => parseSize(text)).toThrow('Expected a size')
  })
  test.each(['0', '-1', '1.5', 'x'])('%j is no count', text => {
    expect(() => parseCount(text)).toThrow('whole number')
  })
})
