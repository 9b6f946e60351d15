import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayStay, observeIn, trackOf } from '#baselines'
import { exampleEvent } from '../../../test/fixtures/example-event.ts'
import { packState, unpackState } from '../packed-state.ts'
import {
  type CorrelationDetectionState,
  emptyCorrelationDetection,
  nodeState,
  pruneCorrelationDetection,
  type RowShare,
  rowBounds,
} from './correlation-detection-state.ts'
import { type KindName, kindOf } from './kinds.ts'

/** So few rows are kept that tracks overflow. */
const bounds = { ...rowBounds, maxGroups: 4, maxRows: 8, leastRows: 2, mostRows: 6 }

const text = fc.constantFrom('', 'a', 'b/c', '\ud800', '\u0000é', '__proto__')
const row = fc.record({
  node: fc.nat(2),
  key: fc.oneof(text, fc.string()),
  member: fc.nat(2),
  identity: fc.oneof(fc.maxSafeNat(), fc.nat(5)),
  time: fc.oneof(fc.constantFrom(0, -1, 8.64e15, 1.5), fc.integer()),
  value: fc.oneof(fc.constantFrom(0, 2 ** 53 + 2, -1e308, 0.1), fc.double({ noNaN: true })),
  id: text,
  file: text,
  record: fc.oneof(fc.nat(5), fc.maxSafeNat()),
  kind: fc.nat(3),
  learnOnly: fc.boolean(),
  above: fc.nat(2),
})

type Given = typeof row extends fc.Arbitrary<infer Value> ? Value : never

const aboves: readonly RowShare['above'][] = [[], [[{ key: 'k', value: 1 }]], [[], [{ key: '', value: 2 ** 53 }]]]

function stateOf(given: readonly Given[], untimed: boolean): CorrelationDetectionState {
  const state = { ...emptyCorrelationDetection(), untimed }
  const shares = new Map<string, RowShare>()
  for (const { node, key, member, kind: number, learnOnly, above, id, file, record, ...counted } of given) {
    const name: KindName = { who: `who ${number % 2}`, variant: () => `variant ${number}` }
    const kind = kindOf(state.kinds, name, exampleEvent({ id: `e${number}` }), event => event)
    const share = `${number} ${learnOnly} ${above}`
    const shared = shares.get(share) ?? { kind, learnOnly, above: aboves[above] ?? [] }
    shares.set(share, shared)
    const event = { id, origin: { file, record } }
    const rows = nodeState(state, node)
    const track = trackOf(rows, key, member, bounds)
    if (mayStay(track, counted.identity)) observeIn(rows, track, { ...counted, event, shared }, bounds)
  }
  return state
}

const sent = (state: CorrelationDetectionState): CorrelationDetectionState => {
  const { state: packed, transfers } = packState(state)
  const arrived = unpackState(structuredClone(packed, { transfer: transfers }))
  if (arrived.kind !== 'correlation') throw new Error(`a ${arrived.kind} arrived`)
  return arrived
}

const sharesOf = ({ nodes }: CorrelationDetectionState): RowShare[] =>
  [...nodes.values()].flatMap(({ groups }) =>
    [...groups.values()].flatMap(({ tracks }) => [...tracks.values()].flatMap(({ shared }) => shared)),
  )

test('what a correlation saw arrives in another thread as it was', () => {
  let overflows = 0
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60, size: 'max' }), fc.boolean(), fc.boolean(), (rows, untimed, pruned) => {
      const state = stateOf(rows, untimed)
      if (pruned) pruneCorrelationDetection(state)
      const before = structuredClone(state)
      if ([...state.nodes.values()].some(({ overflow }) => overflow)) overflows++
      const arrived = sent(state)
      expect(arrived).toEqual(before)
      // Beyond what is equal: the order of all maps, and objects that were one are one still.
      expect(JSON.stringify([...arrived.nodes].map(([, { groups }]) => [...groups.keys()]))).toBe(
        JSON.stringify([...before.nodes].map(([, { groups }]) => [...groups.keys()])),
      )
      expect(new Set(sharesOf(arrived)).size).toBe(new Set(sharesOf(before)).size)
      for (const { kind } of sharesOf(arrived)) {
        expect(arrived.kinds.whos.get(kind.who)?.get(kind.variant)).toBe(kind)
      }
    }),
    { numRuns: 300 },
  )
  expect(overflows).toBeGreaterThan(20)
})
