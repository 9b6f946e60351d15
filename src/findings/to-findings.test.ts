import { describe, expect, test } from 'vitest'
import type { Detection } from '#detect'
import { callOf, exampleDetection } from '../../test/fixtures/example-detection.ts'
import { type EventSketch, exampleEvent, exampleTime } from '../../test/fixtures/example-event.ts'
import { findingsOf } from '../../test/fixtures/findings-of.ts'

const hour = 3_600_000
const day = 24 * hour

const run = (detections: readonly Detection[], ...sketches: readonly EventSketch[]) =>
  findingsOf(
    detections,
    sketches.map(sketch => ({ event: exampleEvent(sketch) })),
  )

const findings = (detection: Detection, ...sketches: readonly EventSketch[]) => run([detection], ...sketches).findings

const suspended = exampleDetection('suspended', callOf('PutBucketVersioning'))

describe('a finding', () => {
  test('gathers the events of one group and window', () => {
    const found = findings(
      suspended,
      { id: 'a', time: exampleTime + 1, bucket: 'amzn-s3-demo-bucket1' },
      { id: 'b', time: exampleTime + 2, bucket: 'amzn-s3-demo-bucket2' },
      { id: 'c', time: exampleTime + hour, bucket: 'amzn-s3-demo-bucket3' },
      { id: 'd', time: exampleTime + 1, user: 'backup', bucket: 'amzn-s3-demo-bucket1' },
    )
    expect(found.map(({ count }) => count).sort((a, b) => a - b)).toEqual([1, 1, 2])
    expect(found.find(({ count }) => count === 2)).toMatchObject({
      buckets: ['amzn-s3-demo-bucket1', 'amzn-s3-demo-bucket2'],
      eventIds: ['a', 'b'],
      firstSeen: '2026-11-02T00:00:00.001Z',
      lastSeen: '2026-11-02T00:00:00.002Z',
      message:
        'arn:aws:iam::111122223333:user/deployer used amzn-s3-demo-bucket1 and amzn-s3-demo-bucket2 from 198.51.100.7',
    })
  })

  test('of a denied attempt stands apart from a success, at half the risk', () => {
    const found = findings(suspended, { id: 'a' }, { id: 'b', outcome: 'denied' })
    expect(found.map(({ outcome, count, risk }) => [outcome, count, risk.score])).toEqual([
      ['success', 1, 64],
      ['denied', 1, 32],
    ])
    expect(found[1]?.risk.adjustments).toEqual([{ add: -32, reason: 'the attempt was denied' }])
  })

  test('is not made for an outcome that does not count', () => {
    expect(findings({ ...suspended, outcomes: ['success'] }, { id: 'b', outcome: 'denied' })).toEqual([])
    expect(findings(suspended, { id: 'b', outcome: 'failed' })).toEqual([])
  })

  test('keeps its id when more events come to it', () => {
    const [one] = findings(suspended, { id: 'b', time: exampleTime + 9 })
    const [two] = findings(suspended, { id: 'a', time: exampleTime + 3 }, { id: 'b', time: exampleTime + 9 })
    expect(two?.id).toBe(one?.id)
    expect(one?.id).toMatch(/^[0-9a-f]{16}$/)
  })

  test('says why, with what was expected and what was there', () => {
    const [found] = findings(suspended, { id: 'a' })
    expect(found?.why).toEqual([
      { field: 'eventSource', operator: 'equals', expected: ['s3.amazonaws.com'], actual: 's3.amazonaws.com' },
      { field: 'eventName', operator: 'equals', expected: ['PutBucketVersioning'], actual: 'PutBucketVersioning' },
      { field: 'event.outcome', operator: 'equals', expected: ['success', 'denied'], actual: 'success' },
    ])
  })

  test('names what is missing in words, and a calling service in place of an address', () => {
    expect(findings(suspended, { id: 'a', network: {} })[0]?.message).toMatch(
      /used an unknown bucket from an unknown address$/,
    )
    expect(findings(suspended, { id: 'a', network: { service: 'config.amazonaws.com' } })[0]?.message).toMatch(
      /from config.amazonaws.com$/,
    )
  })

  test('says once where it would say 1 times', () => {
    const counted = exampleDetection('counted', callOf('PutBucketVersioning'), { message: 'it was done {count} times' })
    expect(findings(counted, { id: 'a' })[0]?.message).toBe('it was done once')
    expect(findings(counted, { id: 'a' }, { id: 'b' })[0]?.message).toBe('it was done 2 times')
  })

  test('shortens a long list in its message', () => {
    const many = Array.from({ length: 5 }, (_, index) => ({ id: `${index}`, bucket: `amzn-s3-demo-bucket${index}` }))
    expect(findings(suspended, ...many)[0]?.message).toContain(
      'amzn-s3-demo-bucket0, amzn-s3-demo-bucket1, amzn-s3-demo-bucket2 and 2 more from',
    )
  })

  test('of events without a readable time is a finding all the same', () => {
    expect(findings(suspended, { id: 'a', time: null })[0]).toMatchObject({ firstSeen: null, lastSeen: null, count: 1 })
  })

  test('counts thousands of events exactly, and says so when it no longer does', () => {
    const many = (length: number) => Array.from({ length }, (_, index) => ({ id: `event-${index}` }))
    expect(findings(suspended, ...many(10_000))[0]).toMatchObject({ count: 10_000, countIsApproximate: false })
    const [found] = findings(suspended, ...many(12_000))
    expect(found?.countIsApproximate).toBe(true)
    expect(Math.abs((found?.count ?? 0) - 12_000)).toBeLessThan(600)
    expect(found?.eventIds).toHaveLength(50)
  })
})

describe('risk', () => {
  const search = (field: string, value: string) =>
    ({
      kind: 'field',
      match: { field, operator: 'equals', values: [value], all: false, cased: false, place: { file: '' } },
    }) as const

  const adjusted: Detection = {
    ...suspended,
    risk: {
      confidence: 80,
      impact: 80,
      adjustments: [
        { when: search('s3.bucket', 'amzn-s3-demo-crown'), add: 30, reason: 'it is marked' },
        { when: search('network.ip', '203.0.113.9'), add: -40, reason: 'a known scanner' },
      ],
      escalations: [
        { atLeast: 3, add: 5, reason: 'several' },
        { atLeast: 5, add: 10, reason: 'many' },
      ],
    },
  }

  test('grows by the largest escalation that the count reaches', () => {
    const grown = (count: number) =>
      findings(
        adjusted,
        ...Array.from({ length: count }, (_, at) => ({ id: `e${at}`, bucket: 'amzn-s3-demo-bucket' })),
      )[0]?.risk.adjustments
    expect(grown(2)).toEqual([])
    expect(grown(4)).toEqual([{ add: 5, reason: 'several' }])
    expect(grown(6)).toEqual([{ add: 10, reason: 'many' }])
  })

  test('shows each adjustment and stays within 0 and 100', () => {
    expect(findings(adjusted, { id: 'a', bucket: 'amzn-s3-demo-crown' })[0]).toMatchObject({
      severity: 'critical',
      risk: { score: 94, adjustments: [{ add: 30, reason: 'it is marked' }] },
    })
  })

  test('is that of the riskiest event: an excuse for one is none for another', () => {
    const excused = { id: 'b', network: { ip: '203.0.113.9' } }
    expect(findings(adjusted, excused)[0]?.risk.score).toBe(24)
    expect(findings(adjusted, { id: 'a' }, excused)[0]?.risk.score).toBe(64)
  })

  test('is lower when an AWS service acted on its own', () => {
    const service = { kind: 'aws-service', session: 'config.amazonaws.com', principal: 'config.amazonaws.com' } as const
    expect(findings(suspended, { id: 'a', actor: service })[0]?.risk).toMatchObject({
      score: 34,
      adjustments: [{ add: -30, reason: 'an AWS service acted on its own' }],
    })
  })
})

describe('a detection that refines another', () => {
  const overCli = exampleDetection(
    'over-cli',
    `detection:\n  call: { eventName: PutBucketVersioning, s3.bucket: amzn-s3-demo-cli }\n  condition: call`,
    {
      refines: 'suspended',
    },
  )

  test('makes one finding with both names, and its risk counts once', () => {
    const { findings: found, entityRisk } = run(
      [{ ...suspended, entities: [{ field: 'actor.principal', type: 'user', role: 'attacker' }] }, overCli],
      { id: 'a', bucket: 'amzn-s3-demo-cli' },
    )
    expect(found.map(({ detection, alsoMatched }) => [detection.slug, alsoMatched.map(({ slug }) => slug)])).toEqual([
      ['suspended', ['over-cli']],
    ])
    expect(entityRisk[0]?.score).toBe(64)
  })

  test('stands alone where the broader one does not count the outcome', () => {
    const { findings: found } = run([{ ...suspended, outcomes: ['success'] }, overCli], {
      id: 'a',
      bucket: 'amzn-s3-demo-cli',
      outcome: 'denied',
    })
    expect(found.map(({ detection, alsoMatched }) => [detection.slug, alsoMatched])).toEqual([['over-cli', []]])
  })
})

describe('first-seen', () => {
  const newNetwork = exampleDetection('new-network', callOf('GetObject'), {
    kind: {
      kind: 'first-seen',
      key: ['s3.bucket', 'network.ip'],
      wider: ['network.prefix', 'network.country'],
      learning: 7 * day,
      minimumDays: 0,
      forget: 30 * day,
    },
    group: { by: ['s3.bucket'], window: day },
    risk: { confidence: 50, impact: 50, adjustments: [], escalations: [] },
  })
  const access = (id: string, days: number, ip: string, country = 'DE'): EventSketch => ({
    id,
    time: exampleTime + days * day,
    action: 'GetObject',
    bucket: 'amzn-s3-demo-bucket',
    network: { ip, prefix: `${ip.replace(/\.\d+$/, '')}.0/24`, country },
  })

  test('tells the new address, how new it is, and what it was compared with', () => {
    const [found] = findings(
      newNetwork,
      access('a', 0, '198.51.100.7'),
      access('b', 8, '203.0.113.5', 'NL'),
      access('c', 9, '198.51.100.7'),
    )
    expect(found).toMatchObject({
      count: 1,
      eventIds: ['b'],
      risk: {
        score: 45,
        adjustments: [
          { add: 10, reason: 'network.prefix 203.0.113.0/24 is new to amzn-s3-demo-bucket' },
          { add: 10, reason: 'network.country NL is new to amzn-s3-demo-bucket' },
        ],
      },
    })
    expect(found?.why).toContainEqual({
      field: 'network.ip',
      operator: 'first seen',
      expected: 'seen in s3.bucket amzn-s3-demo-bucket within 30d before',
      actual: '203.0.113.5, never before 2026-11-10T00:00:00.000Z',
    })
  })

  test('a new address next door is less new', () => {
    const [found] = findings(newNetwork, access('a', 0, '198.51.100.7'), access('b', 8, '198.51.100.8'))
    expect(found?.risk).toMatchObject({ score: 25, adjustments: [] })
  })

  test('a denied attempt from a new address does not hide the success that follows', () => {
    const denied = { ...access('b', 8, '203.0.113.5'), outcome: 'denied' as const }
    const found = findings(newNetwork, access('a', 0, '198.51.100.7'), denied, access('c', 8.1, '203.0.113.5'))
    expect(found.map(({ outcome }) => outcome).sort()).toEqual(['denied', 'success'])
  })
})

describe('spike', () => {
  const deletions = exampleDetection('deletions', callOf('DeleteBucket'), {
    kind: {
      kind: 'spike',
      by: ['actor.principal'],
      distinct: 's3.bucket',
      every: hour,
      history: 30 * day,
      deviations: 3,
      minimumPoints: 15,
      coldStart: 5,
    },
    message: '{actor.principal} deleted {count} buckets',
    outcomes: ['success'],
  })
  const deletion = (bucket: number, id = `${bucket}`): EventSketch => ({
    id,
    action: 'DeleteBucket',
    bucket: `amzn-s3-demo-bucket${bucket}`,
  })

  test('counts distinct values, and tells the count, the threshold and the history', () => {
    const [found] = findings(deletions, ...[1, 2, 3, 4, 5].map(bucket => deletion(bucket)), deletion(5, 'again'))
    expect(found).toMatchObject({ count: 6, message: 'arn:aws:iam::111122223333:user/deployer deleted 5 buckets' })
    expect(found?.why[0]).toEqual({
      field: 's3.bucket',
      operator: 'spike',
      expected: 'fewer than 5, with 0 earlier active periods',
      actual: '5 distinct values by arn:aws:iam::111122223333:user/deployer in 1h from 2026-11-02T00:00:00.000Z',
    })
  })

  test('the same bucket deleted again and again is no spike', () => {
    expect(findings(deletions, ...[1, 2, 3, 4, 5, 6].map(id => deletion(1, `${id}`)))).toEqual([])
  })
})

describe('a DataSync task', () => {
  const task = exampleDetection(
    'task',
    'detection: { call: { eventSource: datasync.amazonaws.com, eventName: CreateTask }, condition: call }',
    {
      message: 'copies {s3.datasync.source.bucket}',
      entities: [{ field: 's3.datasync.source.bucket', type: 'bucket', role: 'victim' }],
    },
  )
  const locationArn = 'arn:aws:datasync:us-east-1:111122223333:location/loc-0123456789abcdef0'
  const location: EventSketch = {
    id: 'location',
    time: exampleTime + day,
    service: 'datasync.amazonaws.com',
    action: 'CreateLocationS3',
    requestParameters: { s3BucketArn: 'arn:aws:s3:::amzn-s3-demo-source' },
    responseElements: { locationArn },
  }
  const creation: EventSketch = {
    id: 'task',
    service: 'datasync.amazonaws.com',
    action: 'CreateTask',
    requestParameters: { sourceLocationArn: locationArn, destinationLocationArn: `${locationArn}1` },
  }

  test('names the bucket that another call, in whatever file, connects it with', () => {
    expect(run([task], creation, location).findings[0]).toMatchObject({
      message: 'copies amzn-s3-demo-source',
      entities: [{ type: 'bucket', role: 'victim', value: 'amzn-s3-demo-source' }],
      buckets: ['amzn-s3-demo-source'],
    })
    expect(run([task], creation).findings[0]?.message).toBe('copies an unknown location')
  })
})
