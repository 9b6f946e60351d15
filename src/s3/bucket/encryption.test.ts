import { expect, test } from 'vitest'
import type { JsonValue } from '#primitives'
import { account, factsOf, foreign } from '../testing/facts-of.ts'

const encryptionOf = (rule: JsonValue) =>
  factsOf('s3', 'PutBucketEncryption', { encryption: '', ServerSideEncryptionConfiguration: { Rule: rule } }).encryption
const defaultTo = (SSEAlgorithm: string, KMSMasterKeyID?: string) =>
  encryptionOf({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID }, BucketKeyEnabled: true })

test.each(['AES256', 'aws:kms', 'aws:kms:dsse'])('the default algorithm %s is told', algorithm => {
  expect(defaultTo(algorithm)).toEqual({ removed: false, algorithm, blockedTypes: [] })
})

test.each([
  [`arn:aws:kms:us-east-1:${foreign}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, foreign],
  [`arn:aws-us-gov:kms:us-gov-west-1:${foreign}:alias/key`, foreign],
  [`arn:aws:kms:us-east-1:${account}:key/mrk-1234abcd12ab34cd56ef1234567890ab`, account],
  ['1234abcd-12ab-34cd-56ef-1234567890ab', undefined],
  ['alias/aws/s3', undefined],
])('the key %s belongs to %s', (kmsKey, owner) => {
  expect(defaultTo('aws:kms', kmsKey)).toMatchObject({ kmsKey })
  expect(defaultTo('aws:kms', kmsKey)?.kmsAccount).toBe(owner)
})

test.each<[JsonValue, readonly string[]]>([
  [{ EncryptionType: 'SSE-C' }, ['SSE-C']],
  [{ EncryptionType: ['SSE-C'] }, ['SSE-C']],
  [{ EncryptionType: 'NONE' }, ['NONE']],
  ['NONE', ['NONE']],
  ['', []],
  [{ EncryptionType: '' }, []],
])('the blocked types %j are %j', (BlockedEncryptionTypes, blockedTypes) => {
  expect(encryptionOf({ BlockedEncryptionTypes })).toEqual({ removed: false, blockedTypes })
  expect(encryptionOf([{ BlockedEncryptionTypes }])).toEqual({ removed: false, blockedTypes })
})

test('a deletion removes, a record without a body says nothing', () => {
  expect(factsOf('s3', 'DeleteBucketEncryption', { encryption: '' }).encryption).toEqual({
    removed: true,
    blockedTypes: [],
  })
  expect(factsOf('s3', 'PutBucketEncryption', null).encryption).toEqual({ removed: false, blockedTypes: [] })
  expect(factsOf('s3', 'GetBucketEncryption', { encryption: '' }).encryption).toBeUndefined()
})
