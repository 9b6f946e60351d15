import { expect, test } from 'vitest'
import type { FileAccount } from '#formats'
import { isUnfinished } from './is-unfinished.ts'

const content = (bytes: number, ...codes: string[]): FileAccount => ({
  name: 'a',
  format: 'unknown',
  layout: '',
  bytes,
  received: 0,
  passed: 0,
  notNeeded: 0,
  rejected: {},
  issues: codes.map(code => ({ code, message: 'It is so.', at: { file: 'a' } })),
})

test('a file without a byte, or that ends within its stream, is still being written', () => {
  expect(isUnfinished([content(0)])).toBe(true)
  expect(isUnfinished([content(10, 'truncated-gzip')])).toBe(true)
  expect(isUnfinished([content(10)])).toBe(false)
})

test('a file that may not be read is not taken for one that is still being written', () => {
  expect(isUnfinished([content(0, 'not-readable')])).toBe(false)
})
