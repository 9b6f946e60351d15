import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActivityEvent, Observation } from '#events'
import { asAccountId } from '#primitives'
import { completeFacts, emptyInventory, type Inventory, learn, mergeInventories } from './inventory.ts'
import { readFacts } from './read-facts.ts'

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
  for (const each of events) learn(inventory, new Observation(each, readFacts))
  return inventory
}

const events = fc.array(
  fc
    .record({
      location: fc.constantFrom('a', 'b', 'c'),
      bucket: fc.constantFrom('amzn-s3-demo-bucket1', 'amzn-s3-demo-bucket2'),
      time: fc.constantFrom(undefined, 1, 2, 3),
      id: fc.constantFrom('x', 'y'),
    })
    .map(created => event(created)),
  { maxLength: 12 },
)

const contentOf = (inventory: Inventory) => [...inventory.locations].sort(([one], [other]) => (one < other ? -1 : 1))

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

test('a task is completed with what its locations are, and survives the way between threads', () => {
  const inventory = structuredClone(
    inventoryOf([event({ location: 'a', bucket: 'amzn-s3-demo-bucket', time: 1, id: 'x' })]),
  )
  const task = { sourceLocationArn: arnOf('a'), destinationLocationArn: arnOf('unknown') }
  expect(completeFacts({ dataSyncTask: task }, inventory).dataSyncTask).toEqual({
    ...task,
    source: { locationArn: arnOf('a'), account: '111122223333', kind: 's3', bucket: 'amzn-s3-demo-bucket' },
  })
})

test('facts that name no known location stay as they are', () => {
  const facts = { dataSyncTask: { sourceLocationArn: arnOf('a') } }
  expect(completeFacts(facts, emptyInventory())).toBe(facts)
  expect(completeFacts({ bucketDeleted: true }, emptyInventory())).toEqual({ bucketDeleted: true })
})
