import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf, foreign, lineFacts } from '../testing/facts-of.ts'

const algorithm = 'x-amz-server-side-encryption-customer-algorithm'
const kmsKey = 'x-amz-server-side-encryption-aws-kms-key-id'
const nothing = { sseC: false, bypassGovernance: false }
const objectOf = (action: string, parameters: JsonObject | null, responseElements: JsonObject | null = null) =>
  factsOf('s3', action, { key: 'a', ...parameters }, { responseElements }).object

test.each(['PutObject', 'CopyObject', 'CreateMultipartUpload', 'UploadPart', 'UploadPartCopy', 'GetObject'])(
  'the caller’s own key is seen in %s, in the request or in the answer',
  action => {
    expect(objectOf(action, { [algorithm]: 'AES256' })?.sseC).toBe(true)
    expect(objectOf(action, { [algorithm]: ['AES256'] })?.sseC).toBe(true)
    expect(objectOf(action, {}, { [algorithm]: 'AES256' })?.sseC).toBe(true)
    expect(objectOf(action, { 'X-Amz-Server-Side-Encryption-Customer-Algorithm': 'AES256' })?.sseC).toBe(true)
  },
)

test('the caller’s own key is seen in what S3 says it applied', () => {
  const applied = (SSEApplied: string) =>
    factsOf('s3', 'PutObject', { key: 'a' }, { additionalEventData: { SSEApplied } }).object?.sseC
  expect(applied('SSE_C')).toBe(true)
  expect(['SSE_S3', 'SSE_KMS', 'Default_SSE_S3'].map(applied)).toEqual([false, false, false])
})

test('neither S3’s own encryption nor the key of the source of a copy is the caller’s own key', () => {
  const ofSource = `x-amz-copy-source-${algorithm.slice('x-amz-'.length)}`
  expect(objectOf('PutObject', { 'x-amz-server-side-encryption': 'AES256' })).toEqual(nothing)
  expect(objectOf('CopyObject', { [ofSource]: 'AES256' })).toEqual(nothing)
  expect(objectOf('PutObject', { [algorithm]: '' })).toEqual(nothing)
  expect(objectOf('GetBucketAcl', { [algorithm]: 'AES256' })).toBeUndefined()
})

test('the account of a KMS key stands in its ARN only', () => {
  const arn = (owner: string) => `arn:aws:kms:us-east-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
  expect(objectOf('CopyObject', { [kmsKey]: arn(foreign) })).toEqual({
    sseC: false,
    kmsKey: arn(foreign),
    kmsAccount: foreign,
    bypassGovernance: false,
  })
  expect(objectOf('PutObject', {}, { [kmsKey]: arn(account) })).toMatchObject({ kmsAccount: account })
  const body = { ObjectEncryption: { 'SSE-KMS': { KMSKeyArn: arn(foreign), BucketKeyEnabled: true } } }
  expect(objectOf('UpdateObjectEncryption', body)).toMatchObject({ kmsAccount: foreign })
  expect(objectOf('PutObject', { [kmsKey]: 'alias/key' })).toMatchObject({ kmsKey: 'alias/key' })
  expect(objectOf('PutObject', { [kmsKey]: 'alias/key' })?.kmsAccount).toBeUndefined()
})

test('versions and bypassed retention are told of reads and deletions', () => {
  expect(objectOf('DeleteObject', { versionId: 'v1', 'x-amz-bypass-governance-retention': 'true' })).toEqual({
    sseC: false,
    versionId: 'v1',
    bypassGovernance: true,
  })
  expect(objectOf('DeleteObjects', { delete: '', 'x-amz-bypass-governance-retention': true })?.bypassGovernance).toBe(
    true,
  )
  expect(objectOf('GetObject', { versionId: 'null' })?.versionId).toBe('null')
  expect(objectOf('DeleteObject', { 'x-amz-bypass-governance-retention': 'false' })).toEqual(nothing)
  expect(objectOf('DeleteObject', null)).toEqual(nothing)
})

test('a line of an access log names the version', () => {
  expect(lineFacts('REST.DELETE.OBJECT', { version_id: 'v1' }).object).toEqual({ versionId: 'v1' })
  expect(lineFacts('REST.DELETE.OBJECT', { version_id: null }).object).toBeUndefined()
  expect(lineFacts('REST.DELETE.OBJECT', { version_id: '-' }).object).toBeUndefined()
  expect(lineFacts('REST.DELETE.OBJECT', {}).object).toBeUndefined()
})
