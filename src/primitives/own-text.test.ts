import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownText, ownTextWith } from './own-text.ts'

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('3E57427F3EXAMPLE', 'ÿ', '€', '\ud800', 'a'.repeat(1_020), 'a'.repeat(1_030)),
)

test('a text in memory of its own is the same text', () => {
  fc.assert(fc.property(text, given => ownText(given) === given))
})

test('so is one with an ending, whatever came before it', () => {
  const ending = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('/REST.GET.OBJECT', '/a', '') }, text)
  fc.assert(
    fc.property(fc.array(fc.tuple(text, ending), { minLength: 5 }), pairs => {
      for (const [given, end] of pairs) expect(ownTextWith(given, end)).toBe(given + end)
    }),
    { numRuns: 500 },
  )
})
