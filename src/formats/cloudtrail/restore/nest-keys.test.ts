import { describe, expect, test } from 'vitest'
import { isFlat, nestKeys } from './nest-keys.ts'

describe('flat keys', () => {
  test.each([
    ['of a path', { 'userIdentity.sessionContext.sessionIssuer.arn': 'a' }],
    ['with the name of a header', { 'requestParameters.x-amz-acl': 'private' }],
    ['of a list', { 'resources{}.ARN': 'a' }],
    ['of a numbered element', { 'resources[0].ARN': 'a' }],
  ])('%s are known', (_, record) => {
    expect(isFlat(record)).toBe(true)
  })

  test('are none of a member that is no part of a record, nor a nested record', () => {
    expect(isFlat({ userIdentity: { 'a.b': 1 }, 'kubernetes.pod': 'x', requestParametersX: 'y' })).toBe(false)
  })

  test('become what they stand for; empty ones are left out', () => {
    const { record, lost } = nestKeys({
      eventName: 'PutBucketVersioning',
      'userIdentity.type': 'IAMUser',
      'userIdentity.arn': 'arn:aws:iam::111122223333:user/deployer',
      'requestParameters.bucketName': 'amzn-s3-demo-bucket',
      'requestParameters.VersioningConfiguration.Status': 'Suspended',
      'requestParameters.versioning': '',
      'responseElements.x': null,
    })
    expect(record).toEqual({
      eventName: 'PutBucketVersioning',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/deployer' },
      requestParameters: { bucketName: 'amzn-s3-demo-bucket', VersioningConfiguration: { Status: 'Suspended' } },
    })
    expect(lost).toEqual([])
  })

  test('of numbered elements become lists', () => {
    const resources = [{ ARN: 'a', type: 'x' }, { ARN: 'b' }]
    expect(nestKeys({ 'resources.0.ARN': 'a', 'resources.0.type': 'x', 'resources.1.ARN': 'b' }).record).toEqual({
      resources,
    })
    expect(nestKeys({ 'resources[0].ARN': 'a', 'resources[0].type': 'x', 'resources[1].ARN': 'b' }).record).toEqual({
      resources,
    })
  })

  test('of lists are put together element by element, several values as a list or as lines', () => {
    for (const values of [['a', 'b'], 'a\nb']) {
      expect(nestKeys({ 'resources{}.ARN': values, 'resources{}.type': ['x', 'y'] }).record).toEqual({
        resources: [
          { ARN: 'a', type: 'x' },
          { ARN: 'b', type: 'y' },
        ],
      })
    }
    const one = { 'requestParameters.a{}.b': 'x', 'requestParameters.a{}.c{}': ['y', 'z'] }
    expect(nestKeys(one).record).toEqual({ requestParameters: { a: [{ b: 'x', c: ['y', 'z'] }] } })
  })

  test('give the owner to the bucket among the resources, and the id to the user among the grantees', () => {
    const { record, lost } = nestKeys({
      'resources{}.type': ['AWS::S3::Object', 'AWS::S3::Bucket'],
      'resources{}.ARN': ['arn:aws:s3:::amzn-s3-demo-bucket/key', 'arn:aws:s3:::amzn-s3-demo-bucket'],
      'resources{}.accountId': '111122223333',
    })
    expect(lost).toEqual([])
    expect(record['resources']).toEqual([
      { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket/key' },
      { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket', accountId: '111122223333' },
    ])
  })

  test('of which it is not told what belongs to what are left out and named', () => {
    const path = 'requestParameters.bucketPolicy.Statement{}'
    const { record, lost } = nestKeys({
      [`${path}.Effect`]: ['Allow', 'Deny'],
      [`${path}.Principal`]: '*',
      [`${path}.Action{}`]: ['a', 'b', 'c'],
    })
    expect(lost).toEqual([`${path}.Principal`, `${path}.Action{}`])
    expect(record).toEqual({
      requestParameters: { bucketPolicy: { Statement: [{ Effect: 'Allow' }, { Effect: 'Deny' }] } },
    })
  })

  test('of hostile names and depths harm nothing', () => {
    const deep = `requestParameters.${'a.'.repeat(100_000)}b`
    const { record } = nestKeys({ [deep]: 1, 'requestParameters.__proto__.x': 1, eventName: 'a' })
    expect(record[deep]).toBe(1)
    expect(Object.getPrototypeOf(record['requestParameters'])).toBe(Object.prototype)
  })
})
