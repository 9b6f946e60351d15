import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkOf } from '#events'
import { exampleEvent } from '../../../test/fixtures/example-event.ts'
import { anyRule, compileRules, someOf } from '../../../test/fixtures/random-detections.ts'
import { observeIn } from '../observe.ts'
import { planTrials } from './plan-trials.ts'

const observe = observeIn()

const rule = anyRule({
  eventName: someOf('GetObject', 'Delete*', '*Bucket'),
  'user_agent|contains': someOf('kali', 'aws-cli'),
  'network.ip': fc.constantFrom('192.0.2.1', '192.0.2.*'),
  errorCode: fc.oneof(someOf('AccessDenied', 'NoSuchBucket'), fc.constant(null)),
  'requestParameters.key|endswith': fc.constantFrom('.pem', '.csv'),
  'requestParameters.tags|exists': fc.boolean(),
})

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
          const items = compileRules(rules).map(compiled => ({ compiled }))
          const { trialsOf } = planTrials(items, observe)
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
