import { expect, test } from 'vitest'
import { ToldTroubles } from './told-troubles.ts'

test('the same trouble is told once in an hour, another one at once', () => {
  const troubles = new ToldTroubles()
  const issue = { code: 'not-readable', message: 'It cannot be read.', at: { file: 'a.json' } }
  const minute = 60_000
  expect(troubles.isTold('logs', issue, 0)).toBe(false)
  expect(troubles.isTold('logs', issue, minute)).toBe(true)
  expect(troubles.isTold('logs', { ...issue, at: { file: 'b.json' } }, minute)).toBe(false)
  expect(troubles.isTold('others', issue, minute)).toBe(false)
  expect(troubles.isTold('logs', issue, 60 * minute)).toBe(false)
})
