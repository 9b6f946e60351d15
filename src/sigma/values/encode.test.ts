import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, base64Offsets, encodeText } from './encode.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

test.each([
  ['utf8', '636d64'],
  ['utf16le', '63006d006400'],
  ['utf16be', '0063006d0064'],
  ['utf16', 'fffe63006d006400'],
] as const)('%s writes cmd as %s', (encoding, bytes) => {
  expect(hex(encodeText('cmd', encoding))).toBe(bytes)
})

describe('base64', () => {
  test('is that of RFC 4648', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      }),
      { numRuns: 1_000 },
    )
  })

  test('of anything that holds the bytes holds what is certain at one of the three offsets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2 }), fc.uint8Array(), fc.uint8Array(), (bytes, before, after) => {
        const whole = Buffer.concat([before, bytes, after]).toString('base64')
        expect(whole).toContain(base64Offsets(bytes)[before.length % 3])
      }),
      { numRuns: 1_000 },
    )
  })
})
