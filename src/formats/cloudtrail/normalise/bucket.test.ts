import { expect, test } from 'vitest'
import { bucketOf, keyOf } from './bucket.ts'

const bucket = 'amzn-s3-demo-bucket'

test('the parameter names the bucket, also as a list of one', () => {
  expect(bucketOf({}, { bucketName: bucket })).toBe(bucket)
  expect(bucketOf({}, { bucketName: [bucket] })).toBe(bucket)
  expect(bucketOf({}, { bucketName: `arn:aws:s3:::${bucket}` })).toBe(bucket)
})

test('without the parameter, the resources name the bucket', () => {
  const object = { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/reports/1.pdf` }
  expect(bucketOf({ resources: [object] }, undefined)).toBe(bucket)
  expect(bucketOf({ resources: [{ type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${bucket}/` }] }, {})).toBe(bucket)
  expect(
    bucketOf({ resources: [object, { type: 'AWS::S3::Bucket', arn: 'arn:aws:s3:::other' }] }, { bucketName: '' }),
  ).toBe('other')
})

test.each([
  [`${bucket}.s3.us-west-2.amazonaws.com`, bucket],
  [`${bucket}.s3.amazonaws.com`, bucket],
  [`${bucket}.s3-us-west-2.amazonaws.com`, bucket],
  [`${bucket}.s3.dualstack.us-west-2.amazonaws.com`, bucket],
  [`${bucket}.s3-accelerate.amazonaws.com`, bucket],
  [`${bucket}.s3.cn-north-1.amazonaws.com.cn`, bucket],
  ['logs.s3.example.s3.eu-west-1.amazonaws.com', 'logs.s3.example'],
  ['s3.us-west-2.amazonaws.com', undefined],
  ['s3-us-west-2.amazonaws.com', undefined],
  ['111122223333.s3-control.us-east-1.amazonaws.com', undefined],
  ['www.example.com', undefined],
])('the host %s names %s', (host, expected) => {
  expect(bucketOf({}, { Host: host })).toBe(expected)
  expect(bucketOf({}, { host: [host] })).toBe(expected)
})

test('behind an access point stands the bucket of the resources; alone, the access point is named', () => {
  const arn = 'arn:aws:s3:us-west-2:111122223333:accesspoint/reports'
  const resources = [
    { type: 'AWS::S3::AccessPoint', ARN: arn, accountId: '111122223333' },
    { type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}`, accountId: '111122223333' },
  ]
  expect(bucketOf({ resources }, { bucketName: arn })).toBe(bucket)
  expect(bucketOf({ resources }, { bucketName: 'reports-abc-s3alias' })).toBe(bucket)
  expect(bucketOf({}, { bucketName: arn })).toBe(arn)
})

test('the key is the parameter, else the object of the resources', () => {
  const resources = [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/a/b c.txt` }]
  expect(keyOf({ resources }, { key: 'x' })).toBe('x')
  expect(keyOf({ resources }, { key: 2026 })).toBe('2026')
  expect(keyOf({ resources }, {})).toBe('a/b c.txt')
  expect(keyOf({}, undefined)).toBeUndefined()
})
