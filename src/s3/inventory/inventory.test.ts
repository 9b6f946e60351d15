import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import { asAccountId, asBucketName } from '#primitives'
import { arnOf, creation, inventoryOf } from '../testing/inventory-of.ts'
import { type Inventory, mergeInventories } from './inventory.ts'

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
    const base = creation({ location: name, bucket: `bucket-${account}`, time, id })
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
  const one = inventoryOf([creation({ location: 'a', bucket: 'one', time: 1, id: 'x' })])
  mergeInventories(one, inventoryOf([creation({ location: 'b', bucket: 'two', time: 2, id: 'y' })]))
  expect([...one.locations.keys()]).toEqual([arnOf('a')])
})

test('only a location that was created counts', () => {
  const created = { location: 'a', bucket: 'amzn-s3-demo-bucket', time: 1, id: 'x' }
  expect(inventoryOf([creation(created, { outcome: 'denied' })]).locations.size).toBe(0)
  expect(inventoryOf([creation(created, { action: 'UpdateLocationS3' })]).locations.size).toBe(0)
})
