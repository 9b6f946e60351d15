import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exampleEvent } from '../../../test/fixtures/example-event.ts'
import { anyRule, compileRules, someOf } from '../../../test/fixtures/random-detections.ts'
import { observeIn } from '../observe.ts'
import { indexCandidates } from './candidates.ts'

const observe = observeIn()

const actions = ['PutBucketAcl', 'GetObject', 'DeleteBucket', '']
const types = ['Root', 'IAMUser', 'AssumedRole']
const codes = ['AccessDenied', 'NoSuchBucket', undefined]

const rule = anyRule({
  eventSource: fc.constantFrom('s3.amazonaws.com', 'S3.AMAZONAWS.COM', 'ec2.amazonaws.com', '*.amazonaws.com'),
  eventName: someOf('PutBucketAcl', 'getobject', 'Delete*', '*Bucket'),
  'eventName|startswith': fc.constantFrom('Put', 'get'),
  'eventName|neq': fc.constantFrom('GetObject'),
  'userIdentity.type': someOf('Root', 'IAMUser', 'assumedrole'),
  errorCode: fc.oneof(someOf('AccessDenied', 'NoSuchBucket'), fc.constant(null)),
  'requestParameters.tags': someOf('a', 'b'),
  'errorCode|startswith': fc.constantFrom('Access'),
})

const event = fc
  .record({
    action: fc.constantFrom(...actions),
    service: fc.constantFrom('s3.amazonaws.com', 'ec2.amazonaws.com', ''),
    type: fc.constantFrom(...types),
    errorCode: fc.constantFrom(...codes),
    tags: fc.constantFrom('A', 'c', ['b', 'c'], undefined),
  })
  .map(({ action, service, type, errorCode, tags }) => {
    const base = exampleEvent({ id: '1', action, service })
    // What has no name in the record is the empty text in the event.
    const call = { ...(service !== '' && { eventSource: service }), ...(action !== '' && { eventName: action }) }
    const raw = {
      ...call,
      userIdentity: { type },
      requestParameters: { ...(tags && { tags }) },
      ...(errorCode && { errorCode }),
    }
    return { ...base, raw }
  })

describe('the candidates of an event', () => {
  test('are all detections that match it, in their order', () => {
    let matched = 0
    let tried = 0
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 12, maxLength: 24 }),
        fc.array(event, { minLength: 5 }),
        (rules, events) => {
          const detections = compileRules(rules)
          const candidatesOf = indexCandidates(detections, one => one)
          for (const one of events) {
            const observation = observe(one)
            const candidates = candidatesOf(one)
            const selected = candidates.select(observation)
            const expected = detections.filter(({ rule: { matches } }) => matches(observation))
            expect(selected.filter(({ rule: { matches } }) => matches(observation))).toEqual(expected)
            expect(candidates.isEmpty && expected.length > 0).toBe(false)
            matched += expected.length
            tried += detections.length - selected.length
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(matched).toBeGreaterThan(500)
    expect(tried).toBeGreaterThan(500)
  })

  test('leave out those of other calls, and those that need another value in a field that many ask for', () => {
    const text = (code: string, name = 'PutBucketAcl') =>
      `detection: { call: { eventName: ${name}, errorCode: ${code} }, condition: call }`
    const detections = compileRules([
      ...['One', 'Two', 'Three', 'Four', 'Five'].map(code => text(code)),
      text('One', 'GetObject'),
      'detection: { call: { eventName|startswith: Delete }, condition: call }',
      'detection: { call: { eventName|startswith: Put }, condition: call }',
    ])
    const one = {
      ...exampleEvent({ id: '1' }),
      action: 'PutBucketAcl',
      raw: { eventName: 'PutBucketAcl', errorCode: 'Two' },
    }
    const slugs = indexCandidates(
      detections,
      item => item,
    )(one)
      .select(observe(one))
      .map(({ detection }) => detection.slug)
    expect(slugs).toEqual(['rule-1', 'rule-7'])
    const other = { ...one, action: 'ListBuckets' }
    expect(indexCandidates(detections, item => item)(other).isEmpty).toBe(true)
  })
})
