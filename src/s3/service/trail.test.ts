import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '#primitives'
import { account, factsOf } from '../testing/facts-of.ts'

const trailOf = (action: string, parameters: JsonObject | null) => factsOf('cloudtrail', action, parameters).trail
const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/management`
const basic = (eventSelectors: JsonValue) => trailOf('PutEventSelectors', { trailName: arn, eventSelectors })?.selectors
const advanced = (...selectors: (readonly JsonObject[])[]) =>
  trailOf('PutEventSelectors', {
    trailName: arn,
    advancedEventSelectors: selectors.map(fieldSelectors => ({ fieldSelectors })),
  })?.selectors
const field = (name: string, ...equals: string[]) => ({ field: name, equals })
const objects = [field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object')]
const management = [field('eventCategory', 'Management')]

test('a trail is stopped or deleted, by name or ARN', () => {
  expect(trailOf('StopLogging', { name: arn })).toEqual({ name: 'management', stopped: true, deleted: false })
  expect(trailOf('DeleteTrail', { name: 'management' })).toEqual({ name: 'management', stopped: false, deleted: true })
  expect(trailOf('StartLogging', { name: arn })).toMatchObject({ stopped: false, deleted: false })
  expect(trailOf('DeleteTrail', null)).toEqual({ stopped: false, deleted: true })
})

test('an event data store is stopped and deleted like a trail', () => {
  const eventDataStore = `arn:aws:cloudtrail:us-east-1:${account}:eventdatastore/1234abcd`
  expect(trailOf('StopEventDataStoreIngestion', { eventDataStore })).toMatchObject({ name: '1234abcd', stopped: true })
  expect(trailOf('DeleteEventDataStore', { eventDataStore })).toMatchObject({ deleted: true })
})

test('a trail is told its bucket', () => {
  expect(trailOf('CreateTrail', { name: 'a', s3BucketName: 'amzn-s3-demo-logs' })).toMatchObject({
    name: 'a',
    bucket: 'amzn-s3-demo-logs',
  })
  expect(trailOf('UpdateTrail', { name: 'a', isMultiRegionTrail: true })?.bucket).toBeUndefined()
  expect(trailOf('DescribeTrails', {})).toBeUndefined()
})

test.each<[JsonObject]>([
  [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
  [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::'] }],
  [{ type: 'AWS::S3::Object', values: ['arn:aws-cn:s3:::', 'arn:aws-cn:s3:::a/'] }],
])('basic selectors with %j record the objects of every bucket', resource => {
  const all = { readWriteType: 'All', includeManagementEvents: true, dataResources: [resource] }
  expect(basic([all])).toEqual({ dataEventsCut: false, managementEventsCut: false, excludedBuckets: [] })
  expect(basic([{ ...all, readWriteType: 'WriteOnly' }])).toMatchObject({
    dataEventsCut: true,
    managementEventsCut: true,
  })
  expect(
    basic([
      { ...all, readWriteType: 'WriteOnly' },
      { ...all, readWriteType: 'ReadOnly' },
    ]),
  ).toMatchObject({
    dataEventsCut: false,
    managementEventsCut: false,
  })
  expect(basic([{ ...all, includeManagementEvents: false }])).toMatchObject({ managementEventsCut: true })
})

test.each<[JsonValue]>([
  [[{ readWriteType: 'All', includeManagementEvents: true, dataResources: [] }]],
  [
    [
      {
        readWriteType: 'All',
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::amzn-s3-demo-bucket/'] }],
      },
    ],
  ],
  [[{ readWriteType: 'All', dataResources: [{ type: 'AWS::Lambda::Function', values: ['arn:aws:lambda'] }] }]],
])('basic selectors %j do not', selectors => {
  expect(basic(selectors)).toMatchObject({ dataEventsCut: true, managementEventsCut: false })
})

test('advanced selectors record every object when nothing else limits them', () => {
  expect(advanced(management, objects)).toEqual({
    dataEventsCut: false,
    managementEventsCut: false,
    excludedBuckets: [],
  })
  expect(advanced(management, [...objects, field('readOnly', 'true')])).toMatchObject({ dataEventsCut: true })
  expect(
    advanced(management, [...objects, field('readOnly', 'true')], [...objects, field('readOnly', 'false')]),
  ).toMatchObject({ dataEventsCut: false })
  expect(advanced(management)).toMatchObject({ dataEventsCut: true, managementEventsCut: false })
  expect(advanced(objects)).toMatchObject({ dataEventsCut: false, managementEventsCut: true })
})

test('leaving out the calls of KMS cuts nothing else', () => {
  expect(advanced([...management, { field: 'eventSource', notEquals: ['kms.amazonaws.com'] }], objects)).toMatchObject({
    managementEventsCut: false,
  })
})

test('buckets that a selector excludes are told', () => {
  const excluding = (operator: string, ...arns: string[]) =>
    advanced(management, [...objects, { field: 'resources.ARN', [operator]: arns }])
  expect(excluding('notStartsWith', 'arn:aws:s3:::amzn-s3-demo-bucket/')).toEqual({
    dataEventsCut: true,
    managementEventsCut: false,
    excludedBuckets: ['amzn-s3-demo-bucket'],
  })
  expect(excluding('notEquals', 'arn:aws:s3:::a/b')).toMatchObject({ excludedBuckets: ['a/b'] })
  expect(excluding('startsWith', 'arn:aws:s3:::a/')).toMatchObject({ dataEventsCut: true, excludedBuckets: [] })
})

test('other calls, and records without selectors, say nothing of them', () => {
  expect(trailOf('PutEventSelectors', { trailName: arn })?.selectors).toBeUndefined()
  expect(trailOf('PutEventSelectors', null)?.selectors).toBeUndefined()
  expect(trailOf('StopLogging', { name: arn })?.selectors).toBeUndefined()
})
