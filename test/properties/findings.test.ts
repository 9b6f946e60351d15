import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Detection } from '#detect'
import { exampleCorrelation, partOf } from '../fixtures/example-correlation.ts'
import { callOf, exampleDetection } from '../fixtures/example-detection.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { type Delivery, findingsOf } from '../fixtures/findings-of.ts'

const hour = 3_600_000
const day = 24 * hour

const entities: Detection['entities'] = [
  { field: 'actor.principal', type: 'user', role: 'attacker' },
  { field: 'network.ip', type: 'ip-address', role: 'attacker' },
  { field: 's3.bucket', type: 'bucket', role: 'victim' },
]

const marked = {
  kind: 'field',
  match: { field: 's3.bucket', operator: 'endswith', values: ['1'], all: false, cased: false, place: { file: '' } },
} as const

/** One of each kind, and two that refine one another. */
const detections: readonly Detection[] = [
  exampleDetection('suspended', callOf('PutBucketVersioning'), {
    entities,
    risk: {
      confidence: 80,
      impact: 80,
      adjustments: [{ when: marked, add: -20, reason: 'a bucket for tests' }],
      escalations: [{ atLeast: 3, add: 10, reason: 'many' }],
    },
  }),
  exampleDetection(
    'suspended-from-prefix',
    'detection: { call: { eventName: PutBucketVersioning, network.ip|cidr: 203.0.113.0/24 }, condition: call }',
    { refines: 'suspended', outcomes: ['success'] },
  ),
  exampleDetection('new-address', 'detection: { any: { s3.bucket|exists: true }, condition: any }', {
    kind: {
      kind: 'first-seen',
      key: ['s3.bucket', 'network.ip'],
      wider: ['network.prefix'],
      learning: day,
      minimumDays: 2,
      forget: 3 * day,
    },
    group: { by: ['s3.bucket'], window: day },
    entities,
    attack: { tactics: ['collection'], techniques: [] },
  }),
  exampleDetection('calls', callOf('[DeleteBucket, PutBucketVersioning]'), {
    kind: {
      kind: 'spike',
      by: ['actor.principal'],
      every: hour,
      history: 5 * day,
      deviations: 1,
      minimumPoints: 2,
      coldStart: 3,
    },
    message: '{actor.principal}: {count}',
    entities,
    attack: { tactics: ['impact'], techniques: [] },
  }),
  exampleCorrelation(
    'versioning-then-deletion',
    `title: both
correlation:
  type: temporal_ordered
  rules: [PutBucketVersioning, suspended-often]
  group-by: [s3.bucket]
  timespan: 1d
---
title: many
name: suspended-often
correlation: { type: event_count, rules: [DeleteBucket], group-by: [network.ip], timespan: 2d, condition: { gte: 2 } }
${partOf('DeleteBucket')}${partOf('PutBucketVersioning')}`,
    { entities, message: '{s3.bucket} {count}' },
  ),
  exampleCorrelation(
    'many-addresses',
    `title: many
correlation:
  type: value_count
  rules: [suspended, DeleteBucket]
  group-by: [actor.principal]
  timespan: 12h
  condition: { gte: 2, field: network.ip }
${partOf('DeleteBucket')}`,
    { entities, group: { by: ['actor.principal'], window: 2 * day } },
  ),
  exampleDetection('task', 'detection: { call: { eventName: CreateTask }, condition: call }', {
    message: 'copies {s3.datasync.source.bucket}',
    entities: [{ field: 's3.datasync.source.bucket', type: 'bucket', role: 'victim' }],
  }),
]

const location = (n: number): string => `arn:aws:datasync:us-east-1:111122223333:location/loc-0000000000000000${n}`

/** Events that are the same have the same id, as real ones have; a second delivery may be in another file. */
const delivery: fc.Arbitrary<Delivery> = fc
  .record({
    call: fc.constantFrom(
      'PutBucketVersioning',
      'PutBucketVersioning',
      'DeleteBucket',
      'CreateTask',
      'CreateLocationS3',
    ),
    hours: fc.option(fc.nat(6 * 24), { freq: 12 }),
    user: fc.constantFrom('deployer', 'backup'),
    bucket: fc.nat(2),
    ip: fc.constantFrom('198.51.100.7', '198.51.100.8', '203.0.113.5'),
    outcome: fc.constantFrom('success' as const, 'success' as const, 'denied' as const, 'failed' as const),
    learnOnly: fc.boolean(),
    file: fc.constantFrom('a.json', 'b.json'),
  })
  .map(({ call, hours, user, bucket, ip, outcome, learnOnly, file }) => {
    const isDataSync = call === 'CreateTask' || call === 'CreateLocationS3'
    const event = exampleEvent({
      id: [call, hours, user, bucket, ip, outcome].join(' '),
      time: hours === null ? null : exampleTime + hours * hour,
      action: call,
      user,
      outcome,
      file,
      network: { ip, prefix: ip.replace(/\d+$/, '0/24') },
      ...(isDataSync
        ? {
            service: 'datasync.amazonaws.com',
            requestParameters: {
              sourceLocationArn: location(bucket),
              s3BucketArn: `arn:aws:s3:::amzn-s3-demo-bucket${bucket}`,
            },
            responseElements: { locationArn: location(bucket) },
          }
        : { bucket: `amzn-s3-demo-bucket${bucket}` }),
    })
    return { event, learnOnly: learnOnly && (hours ?? 0) < 48 }
  })

/** Some events arrive in two files. */
const deliveredEvents = fc
  .array(delivery, { minLength: 1, maxLength: 30 })
  .chain(once => fc.subarray(once).map(twice => [...once, ...twice.map(inAnotherFile)]))

const inAnotherFile = ({ event, learnOnly }: Delivery): Delivery => ({
  event: { ...event, origin: { ...event.origin, file: `${event.origin.file}.gz` } },
  learnOnly: learnOnly === true,
})

const scenario = deliveredEvents.chain(deliveries =>
  fc.record({
    deliveries: fc.constant(deliveries),
    shuffled: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
    again: fc.subarray(deliveries),
    parts: fc.array(fc.nat(3), { minLength: deliveries.length, maxLength: deliveries.length }),
  }),
)

describe('findings, entity risk and incidents are a function of the set of events', () => {
  test('whatever the order, the repetition, and the number of workers', () => {
    let [withFindings, withIncidents] = [0, 0]
    fc.assert(
      fc.property(scenario, ({ deliveries, shuffled, again, parts }) => {
        const expected = findingsOf(detections, deliveries)
        if (expected.findings.length > 0) withFindings++
        if (expected.incidents.length > 0) withIncidents++
        expect(findingsOf(detections, [...again, ...shuffled, ...again])).toEqual(expected)
        const split = [0, 1, 2, 3].map(part => shuffled.filter((_, index) => parts[index] === part))
        expect(findingsOf(detections, ...split, again)).toEqual(expected)
        expect(findingsOf(detections, again, ...split.toReversed())).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    // The property would hold for nothing found, too.
    expect(withFindings).toBeGreaterThan(800)
    expect(withIncidents).toBeGreaterThan(100)
  })

  test('every finding says why, names an event, and has an id of its own', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 40 }), deliveries => {
        const { findings } = findingsOf(detections, deliveries)
        for (const finding of findings) {
          expect(finding.why.length).toBeGreaterThan(0)
          expect(finding.eventIds.length).toBeGreaterThan(0)
          expect(finding.eventIds.length).toBeLessThanOrEqual(finding.count)
        }
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('nothing is reported from a baseline', () => {
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 40 }), deliveries => {
        const learnt = deliveries.map(({ event }) => ({ event, learnOnly: true }))
        expect(findingsOf(detections, learnt)).toEqual({ findings: [], entityRisk: [], incidents: [] })
      }),
      { numRuns: 1000 },
    )
  })
})
