import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { environmentOf, isLateField, noSettings, resolveField } from '#events'
import { emptyInventory, knowledgeOf, learn } from '#s3'
import { eventOfParts, eventParts } from '../../test/fixtures/random-events.ts'
import { keepFor, keptFields } from './kept-event.ts'
import { observeIn } from './observe.ts'

const environment = environmentOf({ ...noSettings, sensitiveBuckets: ['*-records'], automation: ['deployer'] })

describe('what is kept of an event', () => {
  test('says the same of the fields that it is kept for, though its record is cut', () => {
    fc.assert(
      fc.property(eventParts.map(eventOfParts), event => {
        const inventory = emptyInventory()
        learn(inventory, event)
        const observe = observeIn({ environment, knowledge: knowledgeOf(inventory, environment) })
        const kept = keepFor([...keptFields])(event)
        expect(kept).not.toHaveProperty('raw.requestParameters')
        for (const field of keptFields) {
          const read = resolveField(field)
          expect([field, read?.(observe(kept))]).toEqual([field, read?.(observe(event))])
          expect([field, read?.(observe(keepFor([field])(event)))]).toEqual([field, read?.(observe(event))])
        }
      }),
      { numRuns: 2_000 },
    )
    expect([...keptFields].some(isLateField)).toBe(true)
  })

  test('has of a record the members that facts are read from, and no others', () => {
    fc.assert(
      fc.property(eventParts.map(eventOfParts), event => {
        const { raw } = keepFor(['s3.versioning.suspended', 'actor.principal'])(event)
        expect(raw.requestParameters).toEqual(event.log === 'cloudtrail' ? event.raw.requestParameters : undefined)
        expect(raw).not.toHaveProperty('resources')
      }),
    )
  })

  test('is all of it where a line of an access log is read again', () => {
    fc.assert(
      fc.property(eventParts.map(eventOfParts), event => {
        const kept = keepFor(['user_agent', 'http_status'])(event)
        if (event.log === 's3-access-log') expect(kept).toBe(event)
        else expect(kept).not.toHaveProperty('raw.requestParameters')
      }),
    )
  })
})
