import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActivityEvent, emptyEnvironment, environmentOf, noSettings, trailKey } from '#events'
import { asAccountId, asBucketName } from '#primitives'
import { emptyInventory, type Inventory, learn, mergeInventories } from './inventory.ts'
import { knowledgeOf, summariseKnowledge } from './knowledge.ts'
import { keepBound } from './learnt.ts'

const arnOf = (location: string) => `arn:aws:datasync:us-west-2:111122223333:location/loc-${location}`

interface Created {
  readonly location: string
  readonly bucket: string
  readonly time: number | undefined
  readonly id: string
}

function event({ location, bucket, time, id }: Created, changes: Partial<ActivityEvent> = {}): ActivityEvent {
  return {
    id,
    identity: 1,
    time,
    log: 'cloudtrail',
    service: 'datasync.amazonaws.com',
    action: 'CreateLocationS3',
    category: 'management',
    outcome: 'success',
    actor: { kind: 'unknown', session: 'unknown', principal: 'unknown' },
    network: {},
    account: asAccountId('111122223333'),
    region: 'us-west-2',
    origin: { file: 'trail.json', record: 1 },
    raw: {
      requestParameters: { s3BucketArn: `arn:aws:s3:::${bucket}` },
      responseElements: { locationArn: arnOf(location) },
    },
    ...changes,
  }
}

function inventoryOf(events: readonly ActivityEvent[]): Inventory {
  const inventory = emptyInventory()
  for (const each of events) learn(inventory, each)
  return inventory
}

/** Calls that teach, each about one of a few names. */
const teaching = fc
  .record({
    what: fc.constantFrom(
      'location',
      'trail',
      'logging',
      'bucket',
      'deletion',
      'delivery',
      'resources',
      'line',
      'call',
    ),
    name: fc.constantFrom('a', 'b', 'c'),
    account: fc.constantFrom('111122223333', '444455556666'),
    time: fc.constantFrom(undefined, 1, 2, 3),
    id: fc.constantFrom('x', 'y'),
  })
  .map(({ what, name, account, time, id }) => {
    const base = event({ location: name, bucket: `bucket-${account}`, time, id })
    const bucket = asBucketName(`bucket-${name}`)
    const raw = { recipientAccountId: account }
    const of: Partial<ActivityEvent> = { account: asAccountId(account), raw, service: 's3.amazonaws.com' }
    const changes: Readonly<Record<typeof what, Partial<ActivityEvent>>> = {
      location: {},
      trail: {
        ...of,
        service: 'cloudtrail.amazonaws.com',
        action: 'CreateTrail',
        raw: { ...raw, requestParameters: { name, s3BucketName: bucket } },
      },
      logging: {
        ...of,
        action: 'PutBucketLogging',
        raw: { ...raw, requestParameters: { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: bucket } } } },
      },
      bucket: { ...of, action: 'CreateBucket', bucket },
      deletion: { ...of, action: 'DeleteBucket', bucket },
      delivery: {
        ...of,
        action: 'PutObject',
        bucket,
        actor: { kind: 'aws-service', session: 'cloudtrail.amazonaws.com', principal: 'cloudtrail.amazonaws.com' },
      },
      resources: {
        ...of,
        action: 'GetObject',
        raw: { ...raw, resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}`, accountId: account }] },
      },
      line: { log: 's3-access-log', service: 's3.amazonaws.com', account: asAccountId(''), raw: {}, bucket },
      call: of,
    }
    return { ...base, ...changes[what] }
  })
const events = fc.array(teaching, { maxLength: 12 })

const sorted = (names: Iterable<string>) => [...names].toSorted()
const inOrder = (known: ReadonlyMap<string, unknown>) => [...known].sort(([one], [other]) => (one < other ? -1 : 1))
const contentOf = (inventory: Inventory) => {
  const { accounts, logBuckets, loggedBuckets, owners, locations, deletions, trails } = inventory
  return {
    accounts: sorted(accounts),
    logBuckets: sorted(logBuckets),
    loggedBuckets: sorted(loggedBuckets),
    owners: inOrder(owners),
    locations: inOrder(locations),
    deletions: inOrder(deletions),
    trails: inOrder(trails),
  }
}

test('the order, the split and the repetition of events change nothing', () => {
  fc.assert(
    fc.property(events, events, events, (one, two, three) => {
      const whole = contentOf(inventoryOf([...one, ...two, ...three]))
      expect(contentOf(inventoryOf([...three, ...one.toReversed(), ...two, ...one]))).toEqual(whole)
      const [a, b, c] = [inventoryOf(one), inventoryOf(two), inventoryOf(three)]
      expect(contentOf(mergeInventories(mergeInventories(a, b), c))).toEqual(whole)
      expect(contentOf(mergeInventories(c, mergeInventories(b, a)))).toEqual(whole)
      expect(contentOf(mergeInventories(a, a))).toEqual(contentOf(a))
    }),
    { numRuns: 1_000 },
  )
})

test('a merge leaves what it merges as it was', () => {
  const one = inventoryOf([event({ location: 'a', bucket: 'one', time: 1, id: 'x' })])
  mergeInventories(one, inventoryOf([event({ location: 'b', bucket: 'two', time: 2, id: 'y' })]))
  expect([...one.locations.keys()]).toEqual([arnOf('a')])
})

test('only a location that was created counts', () => {
  const created = { location: 'a', bucket: 'amzn-s3-demo-bucket', time: 1, id: 'x' }
  expect(inventoryOf([event(created, { outcome: 'denied' })]).locations.size).toBe(0)
  expect(inventoryOf([event(created, { action: 'UpdateLocationS3' })]).locations.size).toBe(0)
})

const s3Call = (changes: Partial<ActivityEvent>) =>
  event(
    { location: 'a', bucket: 'any', time: 1, id: 'x' },
    { service: 's3.amazonaws.com', raw: { recipientAccountId: '111122223333' }, ...changes },
  )

const knowledge = (given: readonly ActivityEvent[], settings = {}) =>
  knowledgeOf(structuredClone(inventoryOf(given)), environmentOf({ ...noSettings, ...settings }))

test('an account is own whose log it is, not the one that is named as the caller of an old record', () => {
  const known = knowledge([
    s3Call({ action: 'ListBuckets' }),
    s3Call({ action: 'ListBuckets', account: asAccountId('444455556666'), raw: {} }),
  ])
  expect(known.isOwn('111122223333')).toBe(true)
  expect(known.isOwn('444455556666')).toBe(false)
})

test('an account that AWS delivers logs with is no stranger, and not own', () => {
  const known = knowledge([])
  expect([known.isKnown('127311923021'), known.isOwn('127311923021')]).toEqual([true, false])
})

test('a bucket is own that an own account made, that has an access log, or that a record says it owns', () => {
  const resources = [{ ARN: 'arn:aws:s3:::stranger/key', accountId: '444455556666' }]
  const known = knowledge([
    s3Call({ action: 'CreateBucket', bucket: asBucketName('made') }),
    s3Call({ action: 'CreateBucket', bucket: asBucketName('refused'), outcome: 'failed' }),
    s3Call({ log: 's3-access-log', account: asAccountId(''), bucket: asBucketName('logged'), raw: {} }),
    s3Call({ action: 'GetObject', raw: { recipientAccountId: '111122223333', resources } }),
  ])
  expect(['made', 'refused', 'logged', 'stranger'].map(known.isOwnBucket)).toEqual([true, undefined, true, false])
  expect(known.ownerOf('stranger')).toBe('444455556666')
})

test('a bucket is for logs that a trail or access logging is pointed at, or a log service is seen to write to', () => {
  const logging = { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'access' } } }
  const put = (bucket: string, principal: string) =>
    s3Call({
      action: 'PutObject',
      bucket: asBucketName(bucket),
      actor: { kind: 'aws-service', session: principal, principal },
    })
  const known = knowledge(
    [
      s3Call({
        action: 'CreateTrail',
        service: 'cloudtrail.amazonaws.com',
        raw: { requestParameters: { s3BucketName: 'trail' } },
      }),
      s3Call({ action: 'PutBucketLogging', raw: { requestParameters: logging } }),
      put('flow', 'delivery.logs.amazonaws.com'),
      put('balancer', 'logdelivery.elasticloadbalancing.amazonaws.com'),
      put('inventories', 's3.amazonaws.com'),
      s3Call({ action: 'PutObject', bucket: asBucketName('plain') }),
    ],
    { logBuckets: ['archive-*'] },
  )
  const names = ['trail', 'access', 'flow', 'balancer', 'inventories', 'plain', 'archive-1']
  expect(names.filter(known.isLogBucket)).toEqual(['trail', 'access', 'flow', 'balancer', 'archive-1'])
})

test('a location is known by its ARN, after the way between threads', () => {
  const known = knowledge([event({ location: 'a', bucket: 'amzn-s3-demo-bucket', time: 1, id: 'x' })])
  expect(known.locationOf(arnOf('a'))).toMatchObject({ kind: 's3', bucket: 'amzn-s3-demo-bucket' })
  expect(known.locationOf(arnOf('unknown'))).toBeUndefined()
})

test('what is known can be told', () => {
  const inventory = inventoryOf([s3Call({ action: 'CreateBucket', bucket: asBucketName('made') })])
  expect(summariseKnowledge(inventory, emptyEnvironment)).toEqual({
    ownAccounts: ['111122223333'],
    knownAccounts: [],
    logBuckets: [],
    buckets: 1,
    overflow: false,
  })
})

test('what goes past the bound does not depend on the order either', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 5, maxLength: 20 }), fc.nat(4), (names, bound) => {
      const [all, gradually] = [new Set(names), new Set<string>()]
      keepBound(all, bound)
      for (const name of names.toReversed()) {
        gradually.add(name)
        if (gradually.size > 2 * bound) keepBound(gradually, bound)
      }
      keepBound(gradually, bound)
      expect(sorted(gradually)).toEqual(sorted(all))
    }),
    { numRuns: 1_000 },
  )
})

test('the last deletion of a bucket and the last creation of a trail are known, failures are none', () => {
  const at = (time: number, changes: Partial<ActivityEvent>) =>
    event({ location: 'a', bucket: 'a', time, id: String(time) }, changes)
  const deleted = { service: 's3.amazonaws.com', action: 'DeleteBucket', bucket: asBucketName('amzn-s3-demo-bucket') }
  const trail = {
    service: 'cloudtrail.amazonaws.com',
    action: 'CreateTrail',
    raw: { requestParameters: { name: 'audit', s3BucketName: 'amzn-s3-demo-logs' } },
  }
  const inventory = inventoryOf([
    at(3, deleted),
    at(2, deleted),
    at(4, { ...deleted, outcome: 'denied' }),
    at(5, trail),
    at(6, { ...trail, outcome: 'failed' }),
  ])
  const knowledge = knowledgeOf(inventory, emptyEnvironment)
  expect(knowledge.deletionOf('amzn-s3-demo-bucket')).toBe(3)
  expect(knowledge.deletionOf('another')).toBeUndefined()
  expect(knowledge.trailCreationOf(trailKey('111122223333', 'audit'))).toBe(5)
  expect(knowledge.trailCreationOf(trailKey('444455556666', 'audit'))).toBeUndefined()
})
