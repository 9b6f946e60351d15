import { describe, expect, test } from 'vitest'
import { countsLine, countsOf, skipLine, skipsOf } from './test-counts.ts'

describe('the lines that tests end with', () => {
  test('are read as they were written', () => {
    const output = `...\n${skipLine('a > b', 'no network')}\n${countsLine({ passed: 12, failed: 3 })}\n`
    expect(countsOf(output)).toEqual({ passed: 12, failed: 3 })
    expect(skipsOf(output)).toEqual(['skipped: a > b: no network'])
  })

  test('count by the last one', () => {
    expect(countsOf('1 passed, 0 failed\n2 passed, 1 failed\n')).toEqual({ passed: 2, failed: 1 })
  })

  test('are not found in other sentences', () => {
    expect(countsOf('all 3 passed, 0 failed so far')).toBeUndefined()
  })

  test('say when a skip gives no reason', () => {
    expect(skipLine('a', undefined)).toBe('skipped: a: no reason given')
  })
})
