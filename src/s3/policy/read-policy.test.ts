import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const open: JsonObject = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
}
const text = JSON.stringify(open)
const isPublic = (service: string, action: string, parameters: JsonObject | null) => {
  const { policy } = factsOf(service, action, parameters)
  return policy && { target: policy.target, public: (policy.meaning?.publicStatements.length ?? 0) > 0 }
}

test.each<[string, string, JsonObject, string]>([
  ['s3', 'PutBucketPolicy', { bucketName: 'amzn-s3-demo-bucket', policy: '', bucketPolicy: open }, 'bucket'],
  ['s3', 'PutBucketPolicy', { policy: [''], bucketPolicy: text }, 'bucket'],
  ['s3express', 'PutBucketPolicy', { bucketPolicy: open }, 'bucket'],
  ['s3-outposts', 'PutBucketPolicy', { policy: text }, 'bucket'],
  ['s3', 'PutAccessPointPolicy', { PutAccessPointPolicyRequest: { Policy: text }, name: 'ap' }, 'access-point'],
  ['s3', 'PutAccessPointPolicy', { putAccessPointPolicyRequest: { policy: open } }, 'access-point'],
  ['s3', 'PutAccessPointPolicy', { policy: text }, 'access-point'],
  [
    's3',
    'PutMultiRegionAccessPointPolicy',
    { PutMultiRegionAccessPointPolicyRequest: { ClientToken: 'x', Details: { Name: 'mrap', Policy: text } } },
    'multi-region-access-point',
  ],
  [
    's3',
    'PutAccessPointPolicyForObjectLambda',
    { PutAccessPointPolicyForObjectLambdaRequest: { Policy: open } },
    'object-lambda-access-point',
  ],
  [
    's3',
    'PutAccessGrantsInstanceResourcePolicy',
    { PutAccessGrantsInstanceResourcePolicyRequest: { Policy: text } },
    'access-grants-instance',
  ],
  ['s3vectors', 'PutVectorBucketPolicy', { vectorBucketName: 'x', policy: text }, 'vector-bucket'],
  ['s3tables', 'PutTableBucketPolicy', { tableBucketARN: 'x', resourcePolicy: text }, 'table-bucket'],
  ['s3tables', 'PutTablePolicy', { namespace: 'n', name: 't', resourcePolicy: text }, 'table'],
])('%s %s with its policy in %j is read', (service, action, parameters, target) => {
  expect(isPublic(service, action, parameters)).toEqual({ target, public: true })
})

test.each<[JsonObject | null]>([
  [null],
  [{ policy: '' }],
  [{ policy: [''], bucketPolicy: {} }],
  [{ bucketPolicy: '{"Statement": [' }],
  [{ bucketPolicy: { Version: '2012-10-17', Statement: [] } }],
])('in %j there is no policy that can be read', parameters => {
  expect(factsOf('s3', 'PutBucketPolicy', parameters).policy).toEqual({ target: 'bucket', deleted: false })
})

test.each(['DeleteBucketPolicy', 'DeleteAccessPointPolicy', 'DeleteTablePolicy'])('%s deletes', action => {
  expect(factsOf('s3', action, { policy: '' }).policy).toMatchObject({ deleted: true })
})

test('other calls, and other services’ calls of the same name, say nothing', () => {
  expect(factsOf('s3', 'GetBucketPolicy', { policy: '' })).toEqual({})
  expect(factsOf('iam', 'PutBucketPolicy', { bucketPolicy: open })).toEqual({})
  expect(factsOf('s3', 'PutObject', { bucketPolicy: open }).policy).toBeUndefined()
})
