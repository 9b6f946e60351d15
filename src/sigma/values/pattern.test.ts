import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern } from './match-pattern.ts'
import { parsePattern, plainText, widen } from './pattern.ts'

const matches = (pattern: string, text: string): boolean => compilePattern(parsePattern(pattern))(text)

describe('escapes', () => {
  test.each([
    ['C:\\Windows', 'C:\\Windows'],
    ['C:\\\\Windows', 'C:\\Windows'],
    ['a\\*b', 'a*b'],
    ['a\\?b', 'a?b'],
    ['\\\\\\*', '\\*'],
    ['\\\\\\', '\\\\'],
    ['\\\\\\\\', '\\\\'],
    ['ends with \\', 'ends with \\'],
    ['\\n', '\\n'],
    ['', ''],
  ])('%j stands for the plain text %j', (pattern, text) => {
    expect(plainText(parsePattern(pattern))).toBe(text)
  })

  test('a backslash that is escaped leaves the star after it a wildcard', () => {
    expect(matches('share\\\\*', 'share\\anything')).toBe(true)
    expect(matches('share\\\\*', 'share*')).toBe(false)
  })

  test('a lone backslash at the end does not escape the wildcard that a modifier adds', () => {
    expect(compilePattern(widen(parsePattern('dir\\'), 'startswith'))('dir\\file')).toBe(true)
  })
})

describe('wildcards', () => {
  test('a star stands for any number of characters, a question mark for exactly one', () => {
    expect(matches('s3*', 's3')).toBe(true)
    expect(matches('s3?', 's3')).toBe(false)
    expect(matches('s3?', 's3x')).toBe(true)
    expect(matches('*', '')).toBe(true)
    expect(matches('?', '')).toBe(false)
  })

  test('start and end do not overlap', () => {
    expect(matches('ab*ba', 'aba')).toBe(false)
    expect(matches('ab*ba', 'abba')).toBe(true)
  })

  test('a question mark stands for one character that takes two units, too', () => {
    expect(matches('a?b', 'a\u{1F5D1}b')).toBe(true)
    expect(matches('a??b', 'a\u{1F5D1}b')).toBe(false)
  })

  test('many stars take no more than linear time for each of them', () => {
    const started = performance.now()
    expect(matches(`${'*a'.repeat(50)}*b?c`, 'a'.repeat(20_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('agree with a regular expression that says the same', () => {
    const piece = fc.constantFrom('a', 'b', '*', '?', '\\', '\\*', '\\?', '\\\\', '\u{1F5D1}', '\n')
    const text = fc.array(fc.constantFrom('a', 'b', '*', '?', '\\', '\u{1F5D1}', '\n'), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, letters) => {
        const pattern = pieces.join('')
        const input = letters.join('')
        expect(matches(pattern, input)).toBe(naive(pattern).test(input))
      }),
      { numRuns: 5_000 },
    )
  })
})

/** The specification's rules as one substitution. */
function naive(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\[*?\\]|[\s\S]/gu, token => {
    if (token === '*') return '.*'
    if (token === '?') return '.'
    const literal = token.length > 1 && token.startsWith('\\') ? token.slice(1) : token
    return literal.replaceAll(/[\\*?]/g, '\\$&')
  })
  return new RegExp(`^(?:${source})$`, 'su')
}
