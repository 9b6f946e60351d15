import { expect, test } from 'vitest'
import { formatSize, parseSize } from './size.ts'

test.each([
  [64e9, '64GB'],
  [256e6, '256MB'],
  [1.5e6, '1.5MB'],
  [16_777_216, '16.777216MB'],
  [500, '500B'],
  [0, '0'],
])('%i bytes are written %s, which reads as the same number', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text)
  expect(parseSize(text)).toBe(bytes)
})
