import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode } from './encode.ts'

const plainData = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(undefined, null, true, Number.NaN, Number.NEGATIVE_INFINITY, -0),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map(entries => new Map(entries)),
    fc.array(fc.string(), { maxLength: 4 }).map(values => new Set(values)),
  ),
})).value

test('plain data comes back as it was, with maps, sets, and what is undefined', () => {
  fc.assert(
    fc.property(plainData, value => {
      expect(decode(encode(value))).toStrictEqual(value)
    }),
  )
})

test('large values take less room than they have', () => {
  const value = new Map(Array.from({ length: 20_000 }, (_, number) => [`amzn-s3-demo-bucket-${number}`, [number, 0]]))
  const bytes = encode(value)
  expect(decode(bytes)).toStrictEqual(value)
  expect(bytes.length).toBeLessThan(JSON.stringify([...value]).length / 2)
})
