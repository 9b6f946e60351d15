import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf, foreign } from '../testing/facts-of.ts'

const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
const arn = `arn:aws:kms:us-east-1:${account}:key/${id}`
const kmsOf = (action: string, parameters: JsonObject | null, more: JsonObject = {}) =>
  factsOf('kms', action, parameters, more).kms
const policy = (principal: JsonObject | string, more: JsonObject = {}) =>
  kmsOf('PutKeyPolicy', {
    keyId: id,
    policyName: 'default',
    policy: JSON.stringify({
      Statement: { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*', ...more },
    }),
  })?.policy

test('the key is named by the request, else by the answer or the resources', () => {
  expect(kmsOf('ScheduleKeyDeletion', { keyId: arn, pendingWindowInDays: 7 })).toEqual({ keyId: arn, keyArn: arn })
  expect(kmsOf('DisableKey', { keyId: id })).toEqual({ keyId: id, keyArn: arn })
  expect(kmsOf('CreateKey', {}, { responseElements: { keyMetadata: { arn, keyId: id } } })).toMatchObject({
    keyId: arn,
  })
  expect(kmsOf('ImportKeyMaterial', null, { resources: [{ ARN: arn, type: 'AWS::KMS::Key' }] })).toMatchObject({
    keyId: arn,
  })
  expect(kmsOf('UpdateAlias', { aliasName: 'alias/a', targetKeyId: id })).toMatchObject({ keyId: id })
  expect(kmsOf('DisableKey', null)).toEqual({})
})

test('using a key changes nothing about it', () => {
  for (const action of ['Decrypt', 'GenerateDataKey', 'DescribeKey', 'GetKeyPolicy']) {
    expect(kmsOf(action, { keyId: arn })).toBeUndefined()
  }
})

test('a key policy is judged like a bucket’s', () => {
  expect(policy('*')).toEqual({ public: true, accounts: [] })
  expect(policy({ AWS: '*' })).toEqual({ public: true, accounts: [] })
  expect(policy({ AWS: `arn:aws:iam::${foreign}:root` })).toEqual({ public: false, accounts: [foreign] })
  expect(policy({ AWS: `arn:aws:iam::${account}:root` })).toEqual({ public: false, accounts: [] })
  expect(policy('*', { Condition: { StringEquals: { 'kms:CallerAccount': foreign } } })).toEqual({
    public: false,
    accounts: [foreign],
  })
  const ViaService = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }
  expect(policy('*', { Condition: { StringEquals: ViaService } })?.public).toBe(true)
})

test('a policy that cannot be read says nothing', () => {
  expect(kmsOf('PutKeyPolicy', { keyId: id, policy: '{' })?.policy).toBeUndefined()
  expect(kmsOf('PutKeyPolicy', { keyId: id })?.policy).toBeUndefined()
})

test('a grant admits the account of its grantee', () => {
  const grant = (granteePrincipal: string) => kmsOf('CreateGrant', { keyId: arn, granteePrincipal })?.policy
  expect(grant(`arn:aws:iam::${foreign}:role/r`)).toEqual({ public: false, accounts: [foreign] })
  expect(grant(`arn:aws:iam::${account}:role/r`)).toEqual({ public: false, accounts: [] })
  expect(grant('rds.us-east-1.amazonaws.com')).toBeUndefined()
})
