import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const ownershipOf = (action: string, parameters: JsonObject | null) => factsOf('s3', action, parameters).ownership
const rule = (ObjectOwnership: string) => ({ OwnershipControls: { Rule: { ObjectOwnership } }, ownershipControls: '' })

test.each([
  ['ObjectWriter', true],
  ['BucketOwnerPreferred', true],
  ['BucketOwnerEnforced', false],
  ['bucketownerenforced', false],
])('with %s, ACLs count: %s', (objectOwnership, aclsEnabled) => {
  const expected = { objectOwnership, aclsEnabled, deleted: false }
  expect(ownershipOf('PutBucketOwnershipControls', rule(objectOwnership))).toEqual(expected)
  expect(ownershipOf('CreateBucket', { 'x-amz-object-ownership': objectOwnership })).toEqual(expected)
  const listed = { OwnershipControls: { Rules: [{ ObjectOwnership: objectOwnership }] } }
  expect(ownershipOf('PutBucketOwnershipControls', listed)).toEqual(expected)
})

test('without controls ACLs count again', () => {
  expect(ownershipOf('DeleteBucketOwnershipControls', { ownershipControls: '' })).toEqual({
    aclsEnabled: true,
    deleted: true,
  })
})

test('a record without a body, and a bucket made without the header, do not say', () => {
  expect(ownershipOf('PutBucketOwnershipControls', { ownershipControls: '' })).toEqual({ deleted: false })
  expect(ownershipOf('PutBucketOwnershipControls', null)).toEqual({ deleted: false })
  expect(ownershipOf('CreateBucket', { bucketName: 'amzn-s3-demo-bucket' })).toBeUndefined()
  expect(ownershipOf('GetBucketOwnershipControls', rule('ObjectWriter'))).toBeUndefined()
})
