import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileDetections, type Detection } from '#detect'
import { type ActivityEvent, emptyEnvironment, Observation } from '#events'
import { asAccountId, type JsonObject } from '#primitives'
import { emptyInventory, knowledgeOf, learn, readFacts } from '#s3'
import { callOf, exampleDetection } from '../fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { findingsOf } from '../fixtures/findings-of.ts'

const hour = 3_600_000
const search = (field: string, value: string | boolean, operator: 'equals' | 'exists' = 'equals') =>
  ({
    kind: 'field',
    match: { field, operator, values: [value], all: false, cased: false, place: { file: '' } },
  }) as const

/** Late fields in every place that they may have, also in one of two detections that refine one another. */
const detections: readonly Detection[] = [
  exampleDetection(
    'by-stranger',
    'detection: { call: { eventName: GetBucketAcl }, stranger: { actor.external: true }, condition: call and stranger }',
  ),
  exampleDetection(
    'acl-of-a',
    'detection: { call: { eventName: GetBucketAcl, s3.bucket: bucket-a }, condition: call }',
    { refines: 'by-stranger' },
  ),
  exampleDetection('policy', callOf('PutBucketPolicy'), {
    message: '{actor.principal} let {s3.policy.external_accounts} into {s3.bucket}',
    risk: {
      confidence: 50,
      impact: 80,
      adjustments: [
        {
          when: { kind: 'all', items: [search('bucket.log_target', true), search('s3.bucket', 'bucket-a')] },
          add: 20,
          reason: 'logs',
        },
        { when: search('bucket.own', true), add: -10, reason: 'own' },
        { when: search('s3.policy.public', true), add: 5, reason: 'public' },
      ],
      escalations: [],
    },
  }),
  exampleDetection(
    'policy-for-strangers',
    'detection: { call: { eventName: PutBucketPolicy }, strangers: { s3.policy.external_accounts|exists: true }, condition: call and strangers }',
    { refines: 'policy', group: { by: ['s3.policy.external_accounts'], window: hour } },
  ),
  exampleDetection(
    'policy-not-on-logs',
    'detection: { call: { eventName: PutBucketPolicy }, logs: { bucket.log_target: true }, public: { s3.policy.public: true }, condition: call and (public or not logs) }',
    { refines: 'policy-for-strangers' },
  ),
  exampleDetection(
    'task-out-of-s3',
    'detection: { call: { eventName: CreateTask }, kept: { s3.datasync.destination.kind: s3 }, condition: call and not kept }',
    { entities: [{ field: 's3.datasync.buckets', type: 'bucket', role: 'victim' }] },
  ),
  exampleDetection('new-caller', 'detection: { any: { s3.bucket|exists: true }, condition: any }', {
    kind: {
      kind: 'first-seen',
      key: ['s3.bucket', 'actor.principal'],
      wider: [],
      learning: hour,
      minimumDays: 0,
      forget: 99 * 24 * hour,
    },
    risk: {
      confidence: 50,
      impact: 50,
      adjustments: [{ when: search('bucket.log_target', true), add: 30, reason: 'logs' }],
      escalations: [],
    },
  }),
]

const spikes = exampleDetection('settings-read-often', callOf('GetBucketAcl'), {
  kind: {
    kind: 'spike',
    by: ['account'],
    every: 7 * 24 * hour,
    history: 99 * 24 * hour,
    deviations: 3,
    minimumPoints: 50,
    coldStart: 2,
  },
  message: '{count} times: {bucket.log_target}',
  risk: {
    confidence: 50,
    impact: 50,
    adjustments: [
      { when: search('actor.external', true), add: 30, reason: 'stranger' },
      { when: search('s3.bucket', 'bucket-a'), add: 5, reason: 'a' },
    ],
    escalations: [],
  },
})

const accounts = ['111122223333', '444455556666', '777788889999'] as const
const arnOf = (name: string) => `arn:aws:datasync:us-east-1:111122223333:location/loc-${name}`
const admit = (account: string): JsonObject => ({
  bucketPolicy: {
    Statement: {
      Effect: 'Allow',
      Principal: account === '777788889999' ? '*' : { AWS: account },
      Action: 's3:GetObject',
      Resource: '*',
    },
  },
})

interface Draw {
  readonly call: keyof typeof calls
  readonly name: string
  readonly account: string
  readonly caller: string
  readonly hours: number
}

/** What may be judged, and what teaches. */
const calls = {
  GetBucketAcl: () => ({}),
  PutBucketPolicy: ({ account }: Draw) => ({ requestParameters: admit(account) }),
  CreateTask: ({ name }: Draw) => ({
    service: 'datasync.amazonaws.com',
    requestParameters: { sourceLocationArn: arnOf('b'), destinationLocationArn: arnOf(name) },
  }),
  CreateLocationS3: ({ name }: Draw) => ({
    service: 'datasync.amazonaws.com',
    requestParameters: { s3BucketArn: `arn:aws:s3:::bucket-${name}` },
    responseElements: { locationArn: arnOf(name) },
  }),
  CreateLocationNfs: ({ name }: Draw) => ({
    service: 'datasync.amazonaws.com',
    requestParameters: { serverHostname: 'files.example.com' },
    responseElements: { locationArn: arnOf(name) },
  }),
  CreateTrail: ({ name }: Draw) => ({
    service: 'cloudtrail.amazonaws.com',
    requestParameters: { s3BucketName: `bucket-${name}` },
  }),
  CreateBucket: () => ({}),
} as const

const draw: fc.Arbitrary<Draw> = fc.record({
  call: fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]), 'PutBucketPolicy', 'GetBucketAcl'),
  name: fc.constantFrom('a', 'b', 'c'),
  account: fc.constantFrom(...accounts),
  caller: fc.constantFrom(...accounts),
  hours: fc.nat(60),
})

function eventOf(drawn: Draw): ActivityEvent {
  const { call, name, account, caller, hours } = drawn
  const isStorage = !call.startsWith('CreateTask') && !call.startsWith('CreateLocation') && call !== 'CreateTrail'
  const event = exampleEvent({
    id: Object.values(drawn).join(' '),
    action: call,
    time: exampleTime + hours * hour,
    actor: { principal: `arn:aws:iam::${caller}:role/worker`, account: asAccountId(caller) },
    ...(isStorage && { bucket: `bucket-${name}` }),
    ...calls[call](drawn),
  })
  // Only calls that make something tell of a second own account.
  const recipient = call === 'CreateBucket' ? account : accounts[0]
  return { ...event, account: asAccountId(recipient), raw: { ...event.raw, recipientAccountId: recipient } }
}

const scenario = fc.array(draw, { minLength: 1, maxLength: 25 }).chain(drawn => {
  const deliveries = drawn.map(one => ({ event: eventOf(one) }))
  return fc.record({
    deliveries: fc.constant(deliveries),
    shuffled: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
    again: fc.subarray(deliveries),
    parts: fc.array(fc.nat(2), { minLength: deliveries.length, maxLength: deliveries.length }),
  })
})

/** By detection, the ids of all events that satisfy it when everything is known beforehand. */
function matchedKnowingAll(events: readonly ActivityEvent[]): Record<string, string[]> {
  const compiled = compileDetections(detections)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const inventory = emptyInventory()
  for (const event of events) learn(inventory, event)
  const surroundings = { environment: emptyEnvironment, knowledge: knowledgeOf(inventory, emptyEnvironment) }
  return Object.fromEntries(
    compiled.value
      .filter(({ judging }) => judging.kind === 'match')
      .map(({ detection, rule }) => [
        detection.slug,
        sortedIds(events.filter(event => rule.matches(new Observation(event, readFacts, surroundings)))),
      ]),
  )
}

const sortedIds = (events: readonly { id: string }[]) => [...new Set(events.map(({ id }) => id))].toSorted()

test("a spike is as risky as its riskiest event, a stranger's where there is one, whatever came first", () => {
  let [byStrangers, found] = [0, 0]
  fc.assert(
    fc.property(scenario, ({ deliveries, shuffled, again, parts }) => {
      const expected = findingsOf([spikes], deliveries)
      expect(findingsOf([spikes], [...again, ...shuffled, ...again])).toEqual(expected)
      const split = [0, 1, 2].map(part => shuffled.filter((_, index) => parts[index] === part))
      expect(findingsOf([spikes], ...split, again)).toEqual(expected)
      const events = deliveries.map(({ event }) => event)
      const strangers = new Set(matchedKnowingAll(events)['by-stranger'])
      for (const finding of expected.findings) {
        found++
        const some = finding.eventIds.some(id => strangers.has(id))
        if (some) byStrangers++
        expect(finding.risk.adjustments.some(({ reason }) => reason === 'stranger')).toBe(some)
        expect(finding.message).toMatch(/true|false/)
      }
    }),
    { numRuns: 1000 },
  )
  expect([found > 300, byStrangers > 50, byStrangers < found]).toEqual([true, true, true])
})

describe('findings that depend on what is known in the end are a function of the set of events', () => {
  test('wherever among them the calls stand that teach', () => {
    const found = new Map<string, number>()
    fc.assert(
      fc.property(scenario, ({ deliveries, shuffled, again, parts }) => {
        const expected = findingsOf(detections, deliveries)
        for (const { detection } of expected.findings) found.set(detection.slug, (found.get(detection.slug) ?? 0) + 1)
        expect(findingsOf(detections, [...again, ...shuffled, ...again])).toEqual(expected)
        const split = [0, 1, 2].map(part => shuffled.filter((_, index) => parts[index] === part))
        expect(findingsOf(detections, ...split, again)).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    for (const slug of ['by-stranger', 'policy', 'task-out-of-s3', 'new-caller']) {
      expect([slug, found.get(slug) ?? 0]).toSatisfy(([, count]) => count > 100)
    }
  })

  test('and the same as if everything had been known from the first event on', () => {
    let alsoMatched = 0
    fc.assert(
      fc.property(scenario, ({ deliveries }) => {
        const { findings } = findingsOf(detections, deliveries)
        const wanted = matchedKnowingAll(deliveries.map(({ event }) => event))
        const own = (slug: string) =>
          [...new Set(findings.filter(one => one.detection.slug === slug).flatMap(one => one.eventIds))].toSorted()
        expect(own('by-stranger')).toEqual(wanted['by-stranger'])
        expect(own('task-out-of-s3')).toEqual(wanted['task-out-of-s3'])
        // All that a narrower one satisfies, the broadest one does.
        expect(own('policy')).toEqual(wanted['policy'])
        // Told by itself where the broader one, by a stranger, turns out not to hold.
        const strangers = new Set(wanted['by-stranger'])
        expect(own('acl-of-a')).toEqual(wanted['acl-of-a']?.filter(id => !strangers.has(id)))
        for (const finding of findings) {
          for (const { slug } of finding.alsoMatched) {
            alsoMatched++
            expect(finding.eventIds.some(id => wanted[slug]?.includes(id))).toBe(true)
          }
        }
      }),
      { numRuns: 1000 },
    )
    expect(alsoMatched).toBeGreaterThan(500)
  })
})
