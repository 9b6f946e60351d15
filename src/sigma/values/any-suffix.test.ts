import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySuffix } from './any-suffix.ts'

test('finds what trying every suffix finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\u{1f511}'), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), text, (suffixes, asked) => {
      expect(anySuffix(suffixes)(asked)).toBe(suffixes.some(suffix => asked.endsWith(suffix)))
    }),
    { numRuns: 2_000 },
  )
})
