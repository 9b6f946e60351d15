import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf, foreign } from '../testing/facts-of.ts'

const pointOf = (action: string, parameters: JsonObject | null) => factsOf('s3', action, parameters).accessPoint
const bucket = 'amzn-s3-demo-bucket'

test('an access point leads to a bucket, of the own account or of another', () => {
  const create = (request: JsonObject) =>
    pointOf('CreateAccessPoint', { name: 'ap', CreateAccessPointRequest: { Bucket: bucket, ...request } })
  expect(create({})).toEqual({
    name: 'ap',
    bucket,
    vpc: false,
    objectLambda: false,
    created: true,
    deleted: false,
    lambdaArns: [],
  })
  expect(create({ BucketAccountId: account })).toMatchObject({ bucketAccount: account })
  expect(create({ BucketAccountId: account })?.foreignAccount).toBeUndefined()
  expect(create({ BucketAccountId: Number(foreign) })).toMatchObject({
    bucketAccount: foreign,
    foreignAccount: foreign,
  })
  expect(create({ VpcConfiguration: { VpcId: 'vpc-1a2b3c4d' } })?.vpc).toBe(true)
})

test('the request is found in a smaller letter case, and without its element', () => {
  const request = { bucket, bucketAccountId: foreign, vpcConfiguration: { vpcId: 'vpc-1a2b3c4d' } }
  for (const parameters of [
    { name: 'ap', ...request },
    { name: 'ap', createAccessPointRequest: request },
  ]) {
    expect(pointOf('CreateAccessPoint', parameters)).toMatchObject({
      name: 'ap',
      bucket,
      foreignAccount: foreign,
      vpc: true,
    })
  }
})

test('an Object Lambda Access Point passes objects through functions', () => {
  const FunctionArn = `arn:aws:lambda:us-east-1:${foreign}:function:change`
  const Configuration = {
    SupportingAccessPoint: `arn:aws:s3:us-east-1:${account}:accesspoint/ap`,
    TransformationConfigurations: {
      TransformationConfiguration: {
        Actions: { Action: 'GetObject' },
        ContentTransformation: { AwsLambda: { FunctionArn } },
      },
    },
  }
  const created = { name: 'lambda', CreateAccessPointForObjectLambdaRequest: { Configuration } }
  expect(pointOf('CreateAccessPointForObjectLambda', created)).toMatchObject({
    name: 'lambda',
    bucketAccount: account,
    objectLambda: true,
    created: true,
    lambdaArns: [FunctionArn],
  })
  const changed = { PutAccessPointConfigurationForObjectLambdaRequest: { Configuration } }
  expect(pointOf('PutAccessPointConfigurationForObjectLambda', changed)).toMatchObject({
    objectLambda: true,
    created: false,
    lambdaArns: [FunctionArn],
  })
})

test('a Multi-Region Access Point may lead to buckets of another account', () => {
  const Regions = { Region: [{ Bucket: bucket }, { Bucket: 'amzn-s3-demo-other', BucketAccountId: foreign }] }
  const request = { CreateMultiRegionAccessPointRequest: { Details: { Name: 'several', Regions } } }
  expect(pointOf('CreateMultiRegionAccessPoint', request)).toMatchObject({
    name: 'several',
    bucket,
    foreignAccount: foreign,
    created: true,
  })
})

test('deleting a point, and deleting its policy, are two things', () => {
  expect(pointOf('DeleteAccessPoint', { name: 'ap' })).toMatchObject({ name: 'ap', deleted: true, created: false })
  expect(pointOf('DeleteAccessPointPolicy', { name: 'ap' })).toMatchObject({ name: 'ap', deleted: false })
  expect(pointOf('PutAccessPointPolicy', { name: 'ap' })).toMatchObject({ name: 'ap', created: false, deleted: false })
  expect(pointOf('GetAccessPoint', { name: 'ap' })).toBeUndefined()
  expect(pointOf('PutBucketPolicy', { bucketName: bucket })).toBeUndefined()
})
