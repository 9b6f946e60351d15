import { expect, test } from 'vitest'
import { asBucketName, type JsonValue } from '#primitives'
import { readFacts } from '../read-facts.ts'
import { account, event, foreign } from '../testing/facts-of.ts'

const copyOf = (source: JsonValue, more: { key?: string; resources?: JsonValue; action?: string } = {}) => {
  const { key = 'a b.txt', resources = null, action = 'CopyObject' } = more
  const requestParameters = { bucketName: 'amzn-s3-demo-bucket', key, 'x-amz-copy-source': source }
  return readFacts({
    ...event,
    action,
    bucket: asBucketName('amzn-s3-demo-bucket'),
    key,
    raw: { requestParameters, resources },
  }).copy
}

test.each([
  ['amzn-s3-demo-source/a/b.txt', 'amzn-s3-demo-source', 'a/b.txt'],
  ['/amzn-s3-demo-source/a', 'amzn-s3-demo-source', 'a'],
  ['amzn-s3-demo-source/a%20b%2Fc', 'amzn-s3-demo-source', 'a b/c'],
  ['amzn-s3-demo-source/a%', 'amzn-s3-demo-source', 'a%'],
  ['amzn-s3-demo-source/a?versionId=v1', 'amzn-s3-demo-source', 'a'],
  [
    `arn:aws:s3:us-east-1:${account}:accesspoint/ap/object/a/b`,
    `arn:aws:s3:us-east-1:${account}:accesspoint/ap`,
    'a/b',
  ],
  ['amzn-s3-demo-source', 'amzn-s3-demo-source', undefined],
])('%s is the bucket %s and the key %s', (source, bucket, key) => {
  expect(copyOf(source)?.sourceBucket).toBe(bucket)
  expect(copyOf([source])?.sourceKey).toBe(key)
  expect(copyOf(source, { action: 'UploadPartCopy' })?.sourceBucket).toBe(bucket)
})

test.each([
  ['amzn-s3-demo-bucket/a%20b.txt', true],
  ['/amzn-s3-demo-bucket/a b.txt?versionId=v1', true],
  ['amzn-s3-demo-bucket/A%20B.txt', false],
  ['amzn-s3-demo-other/a%20b.txt', false],
  ['amzn-s3-demo-bucket', false],
])('from %s, the object is copied onto itself: %s', (source, same) => {
  expect(copyOf(source)?.sameObject).toBe(same)
})

test('the owners of the buckets are told when they differ', () => {
  const bucket = (accountId: JsonValue, type = 'AWS::S3::Bucket') => ({ type, accountId, ARN: 'arn:aws:s3:::x' })
  const accounts = (resources: JsonValue) => copyOf('amzn-s3-demo-source/a', { resources })?.accounts
  expect(accounts([bucket(account), bucket(Number(foreign)), bucket('', 'AWS::S3::Object')])).toEqual([
    account,
    foreign,
  ])
  expect(accounts([bucket(account), bucket(account)])).toEqual([])
  expect(accounts([bucket(account), bucket(foreign, 'AWS::KMS::Key')])).toEqual([])
  expect(accounts(bucket(foreign))).toEqual([])
})

test('a record that does not name the source, and an upload, are no copies', () => {
  expect(copyOf('')).toBeUndefined()
  expect(copyOf(null)).toBeUndefined()
  expect(copyOf('amzn-s3-demo-source/a', { action: 'PutObject' })).toBeUndefined()
})
