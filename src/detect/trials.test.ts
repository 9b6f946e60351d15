import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkOf, resolveField } from '#events'
import { exampleDetection } from '../../test/fixtures/example-detection.ts'
import { exampleEvent } from '../../test/fixtures/example-event.ts'

import { compileDetections } from './compile/compile-detections.ts'
import { classOf, isKnownOfClass } from './event-class.ts'
import { observeIn } from './observe.ts'
import { planTrials } from './trials.ts'

const observe = observeIn()

function compile(detections: readonly string[]) {
  const compiled = compileDetections(detections.map((text, index) => exampleDetection(`rule-${index}`, text)))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return compiled.value.map(one => ({ compiled: one }))
}

const listOf = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
const search = fc
  .record(
    {
      eventName: listOf('GetObject', 'Delete*', '*Bucket'),
      'user_agent|contains': listOf('kali', 'aws-cli'),
      'network.ip': fc.constantFrom('192.0.2.1', '192.0.2.*'),
      errorCode: fc.oneof(listOf('AccessDenied', 'NoSuchBucket'), fc.constant(null)),
      'requestParameters.key|endswith': fc.constantFrom('.pem', '.csv'),
      'requestParameters.tags|exists': fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter(map => Object.keys(map).length > 0)
const condition = fc.constantFrom('s1', 's1 and s2', 's1 or s2', 's1 and not s2', 'not s1', '1 of them')
const rule = fc
  .tuple(search, search, condition)
  .map(([s1, s2, text]) => `detection: ${JSON.stringify({ s1, s2, condition: text })}`)

const event = fc
  .record({
    action: fc.constantFrom('GetObject', 'DeleteBucket', ''),
    agent: fc.constantFrom('aws-cli/2', 'aws-cli/2 kali'),
    ip: fc.constantFrom('192.0.2.1', '198.51.100.1'),
    errorCode: fc.constantFrom('AccessDenied', undefined),
    key: fc.constantFrom('a.pem', 'b.csv', 'c'),
    tags: fc.constantFrom('x', undefined),
  })
  .map(({ action, agent, ip, errorCode, key, tags }) => {
    const base = exampleEvent({ id: '1', action, service: 's3.amazonaws.com' })
    const raw = {
      eventSource: 's3.amazonaws.com',
      ...(action !== '' && { eventName: action }),
      userAgent: agent,
      requestParameters: { key, ...(tags && { tags }) },
      ...(errorCode && { errorCode }),
    }
    return { ...base, userAgent: agent, network: networkOf(ip), ...(errorCode && { errorCode }), raw }
  })

describe('trials', () => {
  test('find what matches an event, however many of its class came before', () => {
    let matched = 0
    let left = 0
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 5, maxLength: 20 }),
        fc.array(event, { minLength: 10, maxLength: 30 }),
        (rules, events) => {
          const items = compile(rules)
          const trialsOf = planTrials(items, observe)
          for (const one of [...events, ...events, ...events]) {
            const found = trialsOf(one)
            const observation = observe(one)
            const expected = items.filter(({ compiled }) => compiled.rule.matches(observation))
            const trials = found?.trials ?? []
            const actual = trials.filter(({ couldMatch }) => couldMatch(observation)).map(trial => trial.one)
            expect(actual).toEqual(expected)
            matched += expected.length
            left += items.length - trials.length
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(matched).toBeGreaterThan(500)
    expect(left).toBeGreaterThan(500)
  })
})

describe('the class of an event', () => {
  test('tells all that its fields say, whatever else the record holds', () => {
    fc.assert(
      fc.property(event, event, (one, other) => {
        if (classOf(one) === undefined || classOf(one) !== classOf(other)) return
        for (const name of ['user_agent', 'network.ip', 'errorCode', 'eventName', 'event.action', 'event.error_code']) {
          expect(isKnownOfClass(name)).toBe(true)
          const read = resolveField(name)
          expect(read?.(observe(one))).toEqual(read?.(observe(other)))
        }
      }),
      { numRuns: 1_000 },
    )
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
