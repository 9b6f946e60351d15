import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PolicyMeaning } from '#events'
import { asAccountId, type JsonObject, type JsonValue } from '#primitives'
import { evaluatePolicy } from './evaluate.ts'
import type { PolicyPlace } from './fixed-values.ts'

const account = '111122223333'
const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket/*'
const evaluate = (statement: JsonValue, place: PolicyPlace = 'bucket'): PolicyMeaning | undefined =>
  evaluatePolicy({ Version: '2012-10-17', Statement: statement }, asAccountId(account), place)
const allow = (more: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: bucket,
  ...more,
})
const isPublic = (statement: JsonValue, place?: PolicyPlace): boolean | undefined => {
  const meaning = evaluate(statement, place)
  return meaning && meaning.publicStatements.length > 0
}
const reasons = (statement: JsonValue): readonly string[] =>
  evaluate(statement)?.publicStatements.map(({ reason }) => reason) ?? []
const given = (operator: string, key: string, value: JsonValue): JsonObject =>
  allow({ Condition: { [operator]: { [key]: value } } })

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
describe('AWS’s published examples', () => {
  test('a web identity provider, everyone, and a VPC given by a wildcard are public', () => {
    const any = { Resource: '*', Action: 's3:PutObject', Effect: 'Allow' }
    expect(isPublic({ ...any, Principal: { Federated: 'graph.facebook.com' } })).toBe(true)
    expect(isPublic({ ...any, Principal: '*' })).toBe(true)
    expect(isPublic({ ...any, Principal: '*', Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } })).toBe(true)
  })

  test('a fixed VPC is not', () => {
    expect(isPublic(given('StringEquals', 'aws:SourceVpc', 'vpc-91237329'))).toBe(false)
  })

  test('one public statement makes public a policy for CloudTrail and for another account', () => {
    const cloudTrail = allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } })
    const other = allow({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } })
    expect(isPublic([cloudTrail, other])).toBe(false)
    expect(reasons([cloudTrail, other, allow({})])).toEqual([
      'Statement 3 lets everyone do s3:GetObject: no condition limits it.',
    ])
  })

  test('access points of one account may be given by a wildcard in a bucket policy, not in an access point’s', () => {
    const statement = given('StringLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:123456789012:accesspoint/*')
    expect(isPublic(statement, 'bucket')).toBe(false)
    expect(isPublic(statement, 'access-point')).toBe(true)
    expect(isPublic(given('StringLike', 's3:DataAccessPointArn', 'arn:aws:s3:us-west-2:*:accesspoint/*'))).toBe(true)
  })

  test('a very broad range of addresses is public', () => {
    expect(isPublic(given('IpAddress', 'aws:SourceIp', '0.0.0.0/1'))).toBe(true)
  })
})

describe('principals', () => {
  test.each<[JsonValue]>([
    ['*'],
    [{ AWS: '*' }],
    [{ AWS: ['arn:aws:iam::444455556666:root', '*'] }],
    [{ aws: '*' }],
    [['*']],
    [{ AWS: 'arn:aws:iam::*:root' }],
  ])('%j is everyone', principal => {
    expect(isPublic(allow({ Principal: principal }))).toBe(true)
  })

  test.each<[JsonValue]>([
    [{ AWS: '444455556666' }],
    [{ AWS: 444455556666 }],
    [{ AWS: 'arn:aws:iam::444455556666:role/*' }],
    [{ AWS: 'AIDAEXAMPLEEXAMPLEEXA' }],
    [{ Service: '*' }],
    [{ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
    [{ Federated: 'arn:aws:iam::444455556666:saml-provider/corp' }],
    [''],
    [{}],
    [null],
  ])('%j is not', principal => {
    expect(isPublic(allow({ Principal: principal }))).toBe(false)
  })

  test('whoever is not named is everyone', () => {
    const statement = { ...allow({}), NotPrincipal: { AWS: 'arn:aws:iam::444455556666:root' }, Principal: undefined }
    expect(reasons(statement)).toEqual([
      'Statement 1 lets everyone but the principals it names do s3:GetObject: no condition limits it.',
    ])
  })
})

describe('conditions', () => {
  test.each<[string, string, JsonValue]>([
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['IpAddress', 'AWS:sourceip', ['203.0.113.7', '2001:db8::/32']],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-exampleorg'],
    ['stringequals', 'aws:principalorgid', ['o-exampleorg']],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-exampleorg/r-ab12/*'],
    ['StringEquals', 'aws:SourceVpce', ['vpce-1a2b3c4d', 'vpce-5e6f7a8b']],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:sns:us-east-1:111122223333:topic'],
    ['StringEquals', 'aws:SourceAccount', 111122223333],
    ['StringEquals', 'aws:SourceOwner', '111122223333'],
    ['StringEquals', 'aws:PrincipalAccount', '111122223333'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/reader'],
    ['StringEquals', 'aws:userid', 'AIDAEXAMPLEEXAMPLEEXA'],
    ['StringEquals', 's3:DataAccessPointAccount', '111122223333'],
    [
      'StringEquals',
      's3:x-amz-server-side-encryption-aws-kms-key-id',
      'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
  ])('%s on %s with %j fixes the caller', (operator, key, value) => {
    expect(isPublic(given(operator, key, value))).toBe(false)
  })

  test.each<[string, string, JsonValue, string]>([
    ['IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '0.0.0.0/0'], 'aws:SourceIp may be any address of 0.0.0.0/0'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/7', 'aws:SourceIp may be any address of 203.0.113.0/7'],
    ['IpAddress', 'aws:SourceIp', '2001:db8::/31', 'aws:SourceIp may be any address of 2001:db8::/31'],
    ['IpAddress', 'aws:SourceIp', 'anywhere', 'aws:SourceIp may be any address of anywhere'],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', 'NotIpAddress on aws:SourceIp admits everyone else'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', 'aws:PrincipalOrgID may be any value like o-*'],
    [
      'StringEquals',
      'aws:SourceArn',
      '${aws:PrincipalTag/a}',
      'aws:SourceArn may be any value like ${aws:PrincipalTag/a}',
    ],
    ['StringNotEquals', 'aws:SourceVpc', 'vpc-1a2b3c4d', 'StringNotEquals on aws:SourceVpc admits everyone else'],
    [
      'StringEqualsIfExists',
      'aws:SourceVpc',
      'vpc-1a2b3c4d',
      'StringEqualsIfExists admits requests without aws:SourceVpc',
    ],
    [
      'ForAllValues:StringEquals',
      'aws:PrincipalOrgPaths',
      'o-a/r-b/',
      'ForAllValues:StringEquals admits requests without aws:PrincipalOrgPaths',
    ],
    ['StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLEEXA:*', 'aws:userid may be any value like AROAEXAMPLEEXAMPLEEXA:*'],
    ['Bool', 'aws:SecureTransport', 'true', 'aws:SecureTransport does not say who calls'],
    ['StringEquals', 'aws:Referer', 'https://example.com', 'aws:Referer does not say who calls'],
    ['Null', 'aws:PrincipalOrgID', false, 'Null on aws:PrincipalOrgID admits everyone else'],
    ['StringEquals', 'aws:SourceVpc', [], 'aws:SourceVpc has no value'],
  ])('%s on %s with %j does not', (operator, key, value, why) => {
    expect(reasons(given(operator, key, value))).toEqual([`Statement 1 lets everyone do s3:GetObject: ${why}.`])
  })

  test('one that fixes the caller is enough, beside any others', () => {
    const Condition = {
      Bool: { 'aws:SecureTransport': 'true' },
      StringLike: { 's3:prefix': 'public/*', 'aws:SourceVpc': 'vpc-1a2b3c4d' },
    }
    expect(isPublic(allow({ Condition }))).toBe(false)
    expect(isPublic(allow({ Condition: { ...Condition, StringLike: { 's3:prefix': 'public/*' } } }))).toBe(true)
  })
})

test('what the public may do is told, and whether it changes anything', () => {
  const of = (more: JsonObject) => evaluate(allow(more))?.publicStatements[0]
  expect(of({ Action: ['s3:GetObject', 's3:ListBucket'] })).toMatchObject({ write: false })
  expect(of({ Action: ['s3:GetObject', 's3:PutObject'] })).toMatchObject({
    actions: ['s3:GetObject', 's3:PutObject'],
    write: true,
  })
  for (const Action of ['*', 's3:*', 's3:P*', 's3:DeleteObjectVersion', 's3:*Object']) {
    expect(of({ Action })).toMatchObject({ write: true })
  }
  for (const Action of ['s3:Get*', 's3:List?ucket', 's3:HeadObject'])
    expect(of({ Action })).toMatchObject({ write: false })
  expect(of({ Action: undefined, NotAction: 's3:DeleteBucket' })).toEqual({
    actions: ['not s3:DeleteBucket'],
    write: true,
    reason: 'Statement 1 lets everyone do everything but s3:DeleteBucket: no condition limits it.',
  })
})

test('a statement is called by its id, and long lists are cut short', () => {
  const Action = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:GetObjectAcl']
  expect(reasons(allow({ Sid: 'Open', Action }))).toEqual([
    'Statement “Open” lets everyone do s3:GetObject, s3:PutObject, s3:DeleteObject and 2 more: no condition limits it.',
  ])
})

test('a policy is an object or JSON text, with one statement or a list', () => {
  const text = JSON.stringify({ Statement: allow({}) })
  expect(evaluatePolicy(text, asAccountId(account), 'bucket')).toEqual(evaluate([allow({})]))
  for (const none of ['', 'not JSON', '[]', {}, null, undefined, { Statement: [] }, { Statement: 'x' }, 7]) {
    expect(evaluatePolicy(none, asAccountId(account), 'bucket')).toBeUndefined()
  }
})

test('what only denies is not public', () => {
  expect(isPublic({ ...allow({}), Effect: 'Deny' })).toBe(false)
})

test('documents of any shape are read without throwing', () => {
  const names = [
    'Statement',
    'Effect',
    'Principal',
    'NotPrincipal',
    'AWS',
    'Action',
    'NotAction',
    'Condition',
    'StringLike',
    'aws:SourceIp',
    'Sid',
  ]
  const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<JsonValue>('Allow', 'Deny', '*', 's3:*', '', null, true, 7, '0.0.0.0/0', '${a}'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
    ) as fc.Arbitrary<JsonValue>,
  }))
  fc.assert(
    fc.property(value, fc.dictionary(fc.constantFrom(...names), value), (document, statement) => {
      evaluatePolicy(document, asAccountId(account), 'bucket')
      evaluatePolicy({ Statement: { Effect: 'Allow', ...statement } }, asAccountId(account), 'access-point')
      evaluatePolicy({ Statement: { Effect: 'Deny', ...statement } }, asAccountId(account), 'kms-key')
    }),
    { numRuns: 1_000 },
  )
})
