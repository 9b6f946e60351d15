import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callOf, exampleDetection } from '../../../test/fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../../../test/fixtures/example-event.ts'
import { compileDetections } from '../compile/compile-detections.ts'
import { keepWhole } from '../kept-event.ts'
import { observeIn } from '../observe.ts'
import { type Kinds, kindOf, mergeKinds, nameOfKind, noKinds, pruneKinds } from './kinds.ts'

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
