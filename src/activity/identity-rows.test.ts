import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdentityRows } from './identity-rows.ts'

/** Many with the same hash, or the same beginning of it. */
const identity = fc
  .tuple(fc.nat(0x1fffff), fc.nat(30), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff))
  .map(([high, low, mask]) => high * 4294967296 + ((high ^ low ^ mask) >>> 0))

test('a row is found by its identity, among however many others', () => {
  fc.assert(
    fc.property(fc.array(identity, { maxLength: 400 }), fc.nat(40), (identities, expected) => {
      const rows = new IdentityRows(300, expected)
      const known = new Map<number, number>()
      for (const [index, id] of identities.entries()) {
        if (index % 7 === 0) rows.warm(Float64Array.from(identities.slice(index, index + 7)), 7)
        expect(rows.find(id)).toBe(known.get(id) ?? -1)
        if (known.has(id)) continue
        const hasRoom = known.size < 300
        expect(rows.add(id, index, -index)).toBe(hasRoom)
        if (hasRoom) known.set(id, known.size)
      }
      expect([rows.size, ...rows.ids.subarray(0, rows.size)]).toEqual([known.size, ...known.keys()])
      for (const [id, row] of known) expect(rows.find(id)).toBe(row)
    }),
  )
})
