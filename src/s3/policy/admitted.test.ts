import { expect, test } from 'vitest'
import type { Admitted } from '#events'
import { asAccountId, type JsonObject, type JsonValue } from '#primitives'
import { evaluatePolicy } from './evaluate.ts'

const account = '111122223333'
const foreign = '444455556666'
const allow = (principal: JsonValue, more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
  ...more,
})
const admitted = (...statements: JsonObject[]): Admitted | undefined =>
  evaluatePolicy({ Statement: statements }, asAccountId(account), 'bucket')?.admitted
const given = (operator: string, key: string, value: JsonValue): JsonObject => ({
  Condition: { [operator]: { [key]: value } },
})

test.each<[string | number]>([
  [foreign],
  [Number(foreign)],
  [`arn:aws:iam::${foreign}:root`],
  [`arn:aws:iam::${foreign}:user/path/reader`],
  [`arn:aws-cn:iam::${foreign}:role/reader`],
  [`arn:aws-us-gov:sts::${foreign}:assumed-role/reader/session`],
])('the principal %s admits its account', id => {
  expect(admitted(allow({ AWS: id }))).toMatchObject({ accounts: [foreign], principals: [String(id)] })
})

test.each<[JsonValue]>([
  [{ AWS: account }],
  [{ AWS: `arn:aws:iam::${account}:root` }],
  [{ AWS: [`arn:aws:iam::${account}:role/a`, `arn:aws:iam::${account}:user/b`] }],
  ['*'],
])('the own account, and nobody in particular, is not another account: %j', principal => {
  expect(admitted(allow(principal))).toMatchObject({ accounts: [], principals: [] })
})

test('an id that lost its zeros to a number is the account', () => {
  expect(admitted(allow({ AWS: 12345678901 }))).toMatchObject({ accounts: ['012345678901'] })
})

test('deleted principals and origin access identities are principals of no known account', () => {
  const identity = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EXAMPLE'
  expect(admitted(allow({ AWS: ['AROAEXAMPLEEXAMPLEEXA', identity] }))).toMatchObject({
    accounts: [],
    principals: ['AROAEXAMPLEEXAMPLEEXA', identity],
  })
})

test('nobody is admitted by Deny, nor by being exempted', () => {
  expect(admitted({ ...allow({ AWS: foreign }), Effect: 'Deny' })).toMatchObject({ accounts: [], principals: [] })
  const exempted = { ...allow('*'), Principal: undefined, NotPrincipal: { AWS: foreign } }
  expect(admitted(exempted)).toMatchObject({ accounts: [], principals: [] })
})

test.each([
  ['aws:PrincipalAccount', foreign],
  ['aws:SourceAccount', foreign],
  ['s3:DataAccessPointAccount', foreign],
  ['aws:SourceArn', `arn:aws:sns:us-east-1:${foreign}:topic`],
  ['aws:PrincipalArn', `arn:aws:iam::${foreign}:role/*`],
])('a condition on %s admits the account it names, where the principal is everyone', (key, value) => {
  const condition = given('StringLike', key, [value, account])
  expect(admitted(allow('*', condition))?.accounts).toEqual([foreign])
  expect(admitted(allow({ AWS: account }, condition))?.accounts).toEqual([])
  expect(admitted(allow('*', given('StringNotLike', key, value)))?.accounts).toEqual([])
})

test.each([
  ['aws:PrincipalOrgID', 'o-exampleorg'],
  ['aws:PrincipalOrgPaths', 'o-exampleorg/r-ab12/ou-ab12-11111111/*'],
  ['aws:SourceOrgID', 'o-exampleorg'],
])('a condition on %s admits the organization', (key, value) => {
  expect(admitted(allow('*', given('StringLike', key, value)))?.organizations).toEqual(['o-exampleorg'])
  expect(admitted(allow('*', given('StringNotLike', key, value)))?.organizations).toEqual([])
  expect(admitted(allow('*', given('StringLike', key, 'o-*')))?.organizations).toEqual([])
})

test('services are told, and which of them any account may use', () => {
  const of = (more: JsonObject) => admitted(allow({ Service: ['logging.s3.amazonaws.com'] }, more))
  expect(of({})).toMatchObject({
    services: ['logging.s3.amazonaws.com'],
    unboundedServices: ['logging.s3.amazonaws.com'],
  })
  for (const [operator, key, value] of [
    ['StringEquals', 'aws:SourceAccount', account],
    ['StringEquals', 'AWS:SourceAccount', account],
    ['ArnLike', 'aws:SourceArn', `arn:aws:cloudfront::${account}:distribution/*`],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::amzn-s3-demo-bucket'],
    ['StringEquals', 'aws:SourceOrgID', 'o-exampleorg'],
  ] as const) {
    expect(of(given(operator, key, value))).toMatchObject({ unboundedServices: [] })
  }
  for (const [operator, key, value] of [
    ['StringLike', 'aws:SourceArn', '*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:cloudfront::*:distribution/*'],
    ['ArnLikeIfExists', 'aws:SourceArn', `arn:aws:cloudfront::${account}:distribution/*`],
    ['StringNotEquals', 'aws:SourceAccount', account],
    ['StringEquals', 's3:x-amz-acl', 'bucket-owner-full-control'],
  ] as const) {
    expect(of(given(operator, key, value))).toMatchObject({ unboundedServices: ['logging.s3.amazonaws.com'] })
  }
})

test('another account for which a service may act is a source, and is not admitted itself', () => {
  const statement = allow({ Service: 's3.amazonaws.com' }, given('StringEquals', 'aws:SourceAccount', foreign))
  expect(admitted(statement)).toMatchObject({
    accounts: [],
    accountsMayWrite: false,
    sourceAccounts: [foreign],
    services: ['s3.amazonaws.com'],
  })
})

test('canonical users and identity providers are told', () => {
  const id = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'
  const provider = `arn:aws:iam::${foreign}:saml-provider/corp`
  expect(admitted(allow({ CanonicalUser: id, Federated: ['accounts.google.com', provider] }))).toMatchObject({
    accounts: [foreign],
    canonicalUsers: [id],
    federated: ['accounts.google.com', provider],
  })
})

test('everyone is told once', () => {
  expect(admitted(allow({ AWS: [foreign, foreign] }), allow({ AWS: foreign }))).toMatchObject({
    accounts: [foreign],
    principals: [foreign],
  })
})

test.each<[string, boolean, JsonObject]>([
  ['a read', false, allow({ AWS: foreign })],
  ['a write among reads', true, allow({ AWS: foreign }, { Action: ['s3:GetObject', 's3:PutObject'] })],
  ['every action', true, allow({ AWS: foreign }, { Action: '*' })],
  ['every action but one', true, allow({ AWS: foreign }, { Action: undefined, NotAction: 's3:DeleteBucket' })],
  ['a write of its own account', false, allow({ AWS: account }, { Action: 's3:PutObject' })],
  [
    'a write where a condition fixes the account',
    true,
    allow('*', { Action: 's3:PutObject', ...given('StringEquals', 'aws:PrincipalAccount', foreign) }),
  ],
])('says of %s whether another account may write: %s', (_, mayWrite, statement) => {
  expect(admitted(statement, allow({ AWS: account }, { Action: 's3:*' }))?.accountsMayWrite).toBe(mayWrite)
})
