import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEventTime } from './time.ts'

test.each([
  ['2026-11-24T05:07:42Z', '2026-11-24T05:07:42.000Z'],
  ['2026-11-24T05:07:42.5Z', '2026-11-24T05:07:42.500Z'],
  ['2026-11-24T05:07:42.123456789Z', '2026-11-24T05:07:42.123Z'],
  ['2026-11-24 05:07:42.000000000', '2026-11-24T05:07:42.000Z'],
  ['2026-11-24T05:07:42', '2026-11-24T05:07:42.000Z'],
  ['2026-11-24T05:07:42+01:00', '2026-11-24T04:07:42.000Z'],
  ['2026-11-24T05:07:42.250-0530', '2026-11-24T10:37:42.250Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(new Date(parseEventTime(text) ?? Number.NaN).toISOString()).toBe(expected)
})

test.each([
  '',
  '...',
  '2026-13-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-11-24T24:00:00Z',
  '2026-11-24T05:07:4xZ',
  '2026-11-24T05:07:42 o clock',
  'Tue Nov 24 05:07:42 UTC 2026',
])('%s is no time', text => {
  expect(parseEventTime(text)).toBeUndefined()
})

test('every time as ISO text is read back exactly', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), date => {
      expect(parseEventTime(date.toISOString())).toBe(date.getTime())
    }),
    { numRuns: 1_000 },
  )
})
