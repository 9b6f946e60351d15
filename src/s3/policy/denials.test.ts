import { expect, test } from 'vitest'
import { asAccountId, type JsonObject, type JsonValue } from '#primitives'
import { evaluatePolicy } from './evaluate.ts'

const deny = (more: JsonObject): JsonObject => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/*',
  ...more,
})
const meaning = (...statements: JsonObject[]) =>
  evaluatePolicy({ Statement: statements }, asAccountId('111122223333'), 'bucket')

test.each<[JsonValue]>([
  ['*'],
  ['s3:*'],
  ['s3:GetObject'],
  ['s3:Get*'],
  [['s3:DeleteBucket', 's3:PutObject']],
  ['S3:LISTBUCKET'],
])('a Deny of %j to everyone locks everyone out', Action => {
  expect(meaning(deny({ Action }))).toMatchObject({
    deniesEveryone: true,
    deniedActions: Array.isArray(Action) ? Action : [Action],
  })
  expect(meaning(deny({ Action, Principal: { AWS: '*' } }))).toMatchObject({ deniesEveryone: true })
})

test('so does a Deny of everything but an action', () => {
  expect(meaning(deny({ Action: undefined, NotAction: 's3:GetBucketPolicy' }))).toMatchObject({
    deniesEveryone: true,
    deniedActions: ['not s3:GetBucketPolicy'],
  })
})

test('refusing to delete or to open protects the data', () => {
  for (const Action of ['s3:DeleteObject', 's3:Delete*', 's3:PutBucketPolicy', 's3:PutObjectAcl']) {
    expect(meaning(deny({ Action }))).toMatchObject({ deniesEveryone: false, deniedActions: [Action] })
  }
})

test.each<[string, JsonObject]>([
  ['without TLS', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['from elsewhere', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
  ['past the VPC endpoint', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } }],
  ['by others', { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } } }],
  [
    'without encryption',
    { Action: 's3:PutObject', Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } },
  ],
  [
    'by all but the principals named',
    { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } },
  ],
  ['by one account', { Principal: { AWS: 'arn:aws:iam::444455556666:root' } }],
])('a Deny of requests %s is a guard', (_, more) => {
  expect(meaning(deny(more))).toMatchObject({ deniesEveryone: false, deniedActions: [] })
})

test('an Allow denies nothing', () => {
  expect(meaning(deny({ Effect: 'Allow' }))).toMatchObject({ deniesEveryone: false, deniedActions: [] })
})

const other = 'arn:aws:iam::444455556666:role/keeper'
const own = 'arn:aws:iam::111122223333:role/owner'
const unless = (operator: string, key: string, value: JsonValue) =>
  deny({ Condition: { [operator]: { [key]: value } } })

test.each<[string, JsonObject, readonly string[]]>([
  ['NotPrincipal of another account', deny({ Principal: undefined, NotPrincipal: { AWS: other } }), ['444455556666']],
  ['an ARN of another account', unless('ArnNotLike', 'aws:PrincipalArn', [other]), ['444455556666']],
  ['another account', unless('StringNotEquals', 'aws:PrincipalAccount', '444455556666'), ['444455556666']],
  ['principals of both', unless('StringNotLike', 'aws:PrincipalArn', [other, own]), []],
  ['own principals', deny({ Principal: undefined, NotPrincipal: { AWS: own } }), []],
  ['an ARN of any account', unless('ArnNotLike', 'aws:PrincipalArn', [other, 'arn:aws:iam::*:role/x']), []],
  ['an organization', unless('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorgid'), []],
  ['an endpoint', unless('StringNotEquals', 'aws:SourceVpce', 'vpce-1'), []],
  ['nobody', deny({}), []],
  [
    'another account, of what protects the data',
    deny({ Action: 's3:DeleteObject', Principal: undefined, NotPrincipal: { AWS: other } }),
    [],
  ],
])('a Deny that spares %s', (_, statement, sparedAccounts) => {
  expect(meaning(statement)).toMatchObject({ sparedAccounts })
})
