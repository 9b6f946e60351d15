import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const blockOf = (action: string, parameters: JsonObject | null) => factsOf('s3', action, parameters).publicAccessBlock
const off = (action: string, body: JsonValue, name = 'PublicAccessBlockConfiguration') =>
  Object.entries(blockOf(action, { publicAccessBlock: '', [name]: body })?.flags ?? {}).flatMap(([flag, on]) =>
    on ? [] : [flag],
  )
const allOn = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true }
const everyFlag = Object.keys(allOn)

test.each(['PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock'])(
  '%s: a flag that is left out is off',
  action => {
    expect(off(action, { ...allOn, BlockPublicPolicy: false })).toEqual(['BlockPublicPolicy'])
    expect(off(action, { BlockPublicAcls: true, IgnorePublicAcls: true })).toEqual([
      'BlockPublicPolicy',
      'RestrictPublicBuckets',
    ])
    expect(off(action, { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' })).toEqual(everyFlag)
    expect(off(action, '')).toEqual(everyFlag)
  },
)

test('flags are booleans or texts, in a body out of a list of one, in any letter case', () => {
  const texts = { blockPublicAcls: 'TRUE', ignorePublicAcls: 'true', blockPublicPolicy: ['true'] }
  expect(off('PutBucketPublicAccessBlock', [{ ...texts, restrictPublicBuckets: true }])).toEqual([])
  expect(off('PutBucketPublicAccessBlock', { ...texts, RestrictPublicBuckets: 'false' })).toEqual([
    'RestrictPublicBuckets',
  ])
  expect(off('PutBucketPublicAccessBlock', allOn, 'publicAccessBlockConfiguration')).toEqual([])
})

test('a record without a body says nothing of the flags', () => {
  expect(blockOf('PutBucketPublicAccessBlock', { publicAccessBlock: '' })).toEqual({ level: 'bucket', deleted: false })
  expect(blockOf('PutAccountPublicAccessBlock', null)).toEqual({ level: 'account', deleted: false })
})

test('a deleted configuration blocks nothing', () => {
  expect(blockOf('DeleteBucketPublicAccessBlock', { bucketName: 'amzn-s3-demo-bucket' })).toMatchObject({
    level: 'bucket',
    deleted: true,
    flags: { BlockPublicAcls: false, RestrictPublicBuckets: false },
  })
  expect(blockOf('DeleteAccountPublicAccessBlock', null)).toMatchObject({ level: 'account', deleted: true })
})

test('an access point that is made without a body has all flags on: nothing to say', () => {
  const PublicAccessBlockConfiguration = { ...allOn, RestrictPublicBuckets: false }
  const request = { CreateAccessPointRequest: { Bucket: 'amzn-s3-demo-bucket', PublicAccessBlockConfiguration } }
  expect(blockOf('CreateAccessPoint', request)).toMatchObject({
    level: 'access-point',
    flags: { ...allOn, RestrictPublicBuckets: false },
  })
  const several = { CreateMultiRegionAccessPointRequest: { Details: { Name: 'm', PublicAccessBlock: allOn } } }
  expect(blockOf('CreateMultiRegionAccessPoint', several)).toMatchObject({ level: 'access-point', flags: allOn })
  expect(blockOf('CreateAccessPoint', { CreateAccessPointRequest: { Bucket: 'amzn-s3-demo-bucket' } })).toBeUndefined()
  expect(blockOf('DeleteAccessPoint', { name: 'ap' })).toBeUndefined()
})

test('reading the configuration changes nothing', () => {
  expect(blockOf('GetBucketPublicAccessBlock', { publicAccessBlock: '' })).toBeUndefined()
})
