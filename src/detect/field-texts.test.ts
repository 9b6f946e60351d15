import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeKey, encodeKey, fieldTexts } from './field-texts.ts'

const parts = fc.array(fc.option(fc.string({ unit: fc.constantFrom('1', ':', '-', 'a', '') })))

test('a key holds its parts, whatever they look like', () => {
  fc.assert(
    fc.property(parts, list => {
      expect(decodeKey(encodeKey(list))).toEqual(list)
    }),
    { numRuns: 1000 },
  )
})

test('a list gives each of its values once; what is missing or empty gives none', () => {
  expect(fieldTexts(['b', ['a', 'b'], null, ''])).toEqual(['b', 'a'])
  expect([fieldTexts(undefined), fieldTexts(null), fieldTexts('')]).toEqual([[], [], []])
  expect([fieldTexts(0), fieldTexts(false)]).toEqual([['0'], ['false']])
})
