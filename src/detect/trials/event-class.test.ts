import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ActivityEvent,
  asksOf,
  environmentOf,
  isLateField,
  noSettings,
  type Observation,
  resolveField,
} from '#events'
import { exampleEvent } from '../../../test/fixtures/example-event.ts'
import { eventChoices, eventOfParts, eventParts } from '../../../test/fixtures/random-events.ts'
import { observeIn } from '../observe.ts'
import { classOf, fieldsOfClass } from './event-class.ts'

const observe = observeIn({
  environment: environmentOf({
    ...noSettings,
    sensitiveBuckets: ['*-records'],
    trustedNetworks: ['198.51.100.0/24'],
    listedNetworks: ['192.0.2.0/24'],
    automation: ['deployer'],
  }),
})

/** Two events that differ in one or two parts. */
const pair = fc
  .record({
    one: eventParts,
    other: eventParts,
    changed: fc.subarray(Object.keys(eventChoices), { minLength: 1, maxLength: 2 }),
  })
  .map(({ one, other: from, changed }): [ActivityEvent, ActivityEvent] => {
    const changes = Object.fromEntries(Object.entries(from).filter(([part]) => changed.includes(part)))
    return [eventOfParts(one), eventOfParts({ ...one, ...changes })]
  })

describe('the class of an event', () => {
  test('tells all that its fields say, whatever else the record holds', () => {
    const seen = new Map(Array.from(fieldsOfClass, field => [field, new Set<unknown>()]))
    let same = 0
    fc.assert(
      fc.property(pair, events => {
        const [one, another] = events.map(event => observe(event)) as [Observation, Observation]
        const name = classOf(one.event)
        if (name === undefined || name !== classOf(another.event)) return
        same++
        for (const [field, values] of seen) {
          // A late field says nothing yet: what it asks is what counts.
          const read = isLateField(field) ? (of: Observation) => asksOf(field)(of).join() : resolveField(field)
          const value = read?.(one)
          expect([field, read?.(another)]).toEqual([field, value])
          values.add(value)
        }
      }),
      { numRuns: 5_000 },
    )
    expect(same).toBeGreaterThan(500)
    // A field that always says the same would be tested by nothing.
    expect([...seen].filter(([, values]) => values.size < 2).map(([field]) => field)).toEqual([])
  })

  test('is none where the record spells its call in another way', () => {
    const base = exampleEvent({ id: '1', action: 'GetObject', service: 's3.amazonaws.com' })
    expect(classOf({ ...base, raw: { eventName: 'getobject', eventSource: 's3.amazonaws.com' } })).toBeUndefined()
    expect(classOf({ ...base, raw: { eventName: 'GetObject', eventSource: 's3.amazonaws.com' } })).toBeDefined()
    expect(
      classOf({ ...base, raw: { eventName: 'GetObject', eventSource: 's3.amazonaws.com', errorCode: 5 } }),
    ).toBeUndefined()
  })
})
