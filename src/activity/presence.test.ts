import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noPresences, notePresence } from './presence.ts'

describe('the earliest names', () => {
  test('are the same few in whatever order they come', () => {
    const sightings = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), at: fc.nat(20) }))
    fc.assert(fc.property(sightings, fc.nat(), agree), { numRuns: 1000 })
    function agree(list: readonly { name: string; at: number }[], turn: number): void {
      const firsts = (of: typeof list): [string, number][] => {
        const kept = noPresences()
        for (const { name, at } of of) notePresence(kept, name, at, at, false, 3)
        return [...kept.entries]
          .map(([name, { first }]): [string, number] => [name, first])
          .sort(([a], [b]) => (a < b ? -1 : 1))
      }
      const at = list.length === 0 ? 0 : turn % list.length
      expect(firsts([...list.slice(at), ...list.slice(0, at)])).toEqual(firsts(list))
      expect(firsts([...list].reverse())).toEqual(firsts(list))
    }
  })
})
