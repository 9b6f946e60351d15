import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ActivityEvent,
  anonymous,
  environmentOf,
  networkOf,
  noSettings,
  type Observation,
  principalOfArn,
  resolveField,
} from '#events'
import { asAccountId, asBucketName, digest53 } from '#primitives'
import { exampleEvent } from '../../test/fixtures/example-event.ts'
import { classOf, fieldsOfClass } from './event-class.ts'
import { observeIn } from './observe.ts'

const observe = observeIn({
  environment: environmentOf({
    ...noSettings,
    sensitiveBuckets: ['*-records'],
    trustedNetworks: ['198.51.100.0/24'],
    listedNetworks: ['192.0.2.0/24'],
    automation: ['deployer'],
  }),
})

const [own, other] = [asAccountId('111122223333'), asAccountId('444455556666')]
const session = 'arn:aws:sts::111122223333:assumed-role/reader/i-1'
const actors: readonly ActivityEvent['actor'][] = [
  anonymous,
  exampleEvent({ id: '1' }).actor,
  { kind: 'assumed-role', session, principal: principalOfArn(session), account: own, accessKeyId: 'ASIAEXAMPLE' },
  { kind: 'iam-user', session: 'arn:aws:iam::444455556666:user/a', principal: 'a', account: other },
  { kind: 'aws-service', session: 'a', principal: 'a', invokedBy: 'cloudformation.amazonaws.com' },
]
const networks: readonly ActivityEvent['network'][] = [
  networkOf('192.0.2.1', 'vpce-1'),
  networkOf('10.0.0.1'),
  networkOf('cloudtrail.amazonaws.com'),
  { ...networkOf('198.51.100.1'), country: 'DE', city: 'Berlin', asn: 'AS64500', asOrg: 'Example' },
]

/** All that events differ in, with few values each. */
const choices = {
  actor: fc.constantFrom(...actors),
  network: fc.constantFrom(...networks),
  log: fc.constantFrom<ActivityEvent['log'][]>('cloudtrail', 's3-access-log'),
  service: fc.constantFrom('s3.amazonaws.com', 'sts.amazonaws.com'),
  action: fc.constantFrom('GetObject', 'REST.GET.OBJECT'),
  category: fc.constantFrom<ActivityEvent['category'][]>('management', 'data'),
  outcome: fc.constantFrom<ActivityEvent['outcome'][]>('success', 'denied'),
  errorCode: fc.constantFrom('AccessDenied', 'NoSuchBucket', undefined),
  written: fc.constantFrom('AccessDenied', '', null, undefined),
  account: fc.constantFrom(own, other),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
  bucket: fc.constantFrom('amzn-s3-demo-bucket', 'amzn-s3-demo-records', undefined),
  userAgent: fc.constantFrom('aws-cli/2', 'Mozilla/5.0', undefined),
  id: fc.constantFrom('1', '2'),
  time: fc.constantFrom(0, 86_400_000, undefined),
  key: fc.constantFrom('a', 'b', undefined),
  bytesOut: fc.constantFrom(1, 2, undefined),
  more: fc.constantFrom({}, { sessionCredentialFromConsole: 'true', readOnly: true }, { resources: [] }),
}
const parts = fc.record(choices)
type Parts = typeof parts extends fc.Arbitrary<infer One> ? One : never

function eventOf({ written, more, bucket, errorCode, userAgent, key, bytesOut, ...rest }: Parts): ActivityEvent {
  const { log, service, action, id } = rest
  const call = log === 'cloudtrail' ? { eventSource: service, eventName: action } : { operation: action }
  return {
    ...rest,
    identity: digest53(id),
    origin: { file: 'trail.json', record: 1 },
    ...(bucket !== undefined && { bucket: asBucketName(bucket) }),
    ...(errorCode !== undefined && { errorCode }),
    ...(userAgent !== undefined && { userAgent }),
    ...(key !== undefined && { key }),
    ...(bytesOut !== undefined && { bytesOut }),
    raw: {
      ...call,
      ...more,
      requestParameters: { key: key ?? null },
      ...(written !== undefined && { errorCode: written }),
    },
  }
}

/** Two events that differ in one or two parts. */
const pair = fc
  .record({ one: parts, other: parts, changed: fc.subarray(Object.keys(choices), { minLength: 1, maxLength: 2 }) })
  .map(({ one, other: from, changed }): [ActivityEvent, ActivityEvent] => {
    const changes = Object.fromEntries(Object.entries(from).filter(([part]) => changed.includes(part)))
    return [eventOf(one), eventOf({ ...one, ...changes })]
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
          const read = resolveField(field)
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
