import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepBound } from './learnt.ts'

const sorted = (names: Iterable<string>) => [...names].toSorted()

test('what goes past the bound does not depend on the order either', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 5, maxLength: 20 }), fc.nat(4), (names, bound) => {
      const [all, gradually] = [new Set(names), new Set<string>()]
      keepBound(all, bound)
      for (const name of names.toReversed()) {
        gradually.add(name)
        if (gradually.size > 2 * bound) keepBound(gradually, bound)
      }
      keepBound(gradually, bound)
      expect(sorted(gradually)).toEqual(sorted(all))
    }),
    { numRuns: 1_000 },
  )
})
