import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest53 } from '#primitives'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { compileDetections } from '../compile/compile-detections.ts'
import { keepWhole } from '../kept-event.ts'
import { observeIn } from '../observe.ts'
import { type Kinds, kindOf, maxWhos, mergeKinds, nameOfKind, noKinds, pruneKinds } from './kinds.ts'

const compiled = (() => {
  const detections = compileDetections([
    exampleDetection('x', callOf('GetObject'), { message: '{requestParameters.key} by {actor.principal}' }),
  ])
  if (!detections.ok || !detections.value[0]) throw new Error('not compiled')
  return detections.value[0]
})()

/** More variants than are kept of one caller, each at several times. */
const event = fc
  .record({ key: fc.nat(40), user: fc.constantFrom('reader', 'backup'), at: fc.nat(5) })
  .map(({ key, user, at }) =>
    exampleEvent({
      id: `${key} ${user} ${at}`,
      time: exampleTime + at,
      action: 'GetObject',
      user,
      requestParameters: { key: `reports/${key}.csv` },
    }),
  )

const kindsOf = (events: readonly ReturnType<typeof exampleEvent>[]): Kinds => {
  const kinds = noKinds()
  for (const one of events) kindOf(kinds, nameOfKind(compiled, observeIn()(one)), one, keepWhole)
  return structuredClone(kinds)
}

const told = (kinds: Kinds) => {
  pruneKinds(kinds)
  return [...kinds.whos.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, variants]) => [who, Array.from(variants, ([variant, { sample }]) => [variant, sample?.id])])
}

test('which kinds are kept, and the event of each, is a function of the set of events', () => {
  const scenario = fc
    .array(event, { maxLength: 80 })
    .chain(events =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        fc.nat(80),
      ),
    )
  fc.assert(
    fc.property(scenario, ([events, shuffled, again, at]) => {
      const expected = told(kindsOf(events))
      expect(told(kindsOf([...again, ...shuffled]))).toEqual(expected)
      const [one, other] = [kindsOf(shuffled.slice(0, at)), kindsOf([...shuffled.slice(at), ...again])]
      expect(told(mergeKinds(structuredClone(one), structuredClone(other)))).toEqual(expected)
      expect(told(mergeKinds(other, one))).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test('a kind that is dropped lets go of its event', () => {
  const kinds = noKinds()
  const known = Array.from({ length: 100 }, (_, key) => {
    const requestParameters = { key: `reports/${key}.csv` }
    const one = exampleEvent({ id: `${key}`, action: 'GetObject', requestParameters })
    return kindOf(kinds, nameOfKind(compiled, observeIn()(one)), one, keepWhole)
  })
  pruneKinds(kinds)
  expect(known.filter(({ sample }) => sample !== undefined)).toHaveLength(10)
})

test('past the bound a caller that cannot stay is not added', () => {
  const kinds = noKinds()
  for (let user = 0; user < 3 * maxWhos; user++) {
    const one = exampleEvent({ id: `${user}`, action: 'GetObject', user: `user-${user}` })
    kindOf(kinds, nameOfKind(compiled, observeIn()(one)), one, keepWhole)
  }
  const before = new Set(kinds.whos.keys())
  pruneKinds(kinds)
  expect(kinds.whos.size).toBe(maxWhos)
  expect(kinds.overflow).toBe(true)
  const late = exampleEvent({ id: 'late', action: 'GetObject', user: 'user-0' })
  const name = nameOfKind(compiled, observeIn()(late))
  const greatest = Math.max(...Array.from(kinds.whos.keys(), who => digest53(who)))
  kindOf(kinds, name, late, keepWhole)
  expect(kinds.whos.has(name.who)).toBe(digest53(name.who) <= greatest)
  expect(before.size).toBeLessThan(2 * maxWhos)
})
