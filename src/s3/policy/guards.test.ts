import { describe, expect, test } from 'vitest'
import { asAccountId, type JsonObject } from '#primitives'
import { evaluatePolicy } from './evaluate.ts'

const bucket = 'arn:aws:s3:::amzn-s3-demo-bucket/*'
const allow = (more: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: bucket,
  ...more,
})
const isPublic = (statements: readonly JsonObject[]): boolean | undefined => {
  const meaning = evaluatePolicy({ Statement: statements }, asAccountId('111122223333'), 'bucket')
  return meaning && meaning.publicStatements.length > 0
}

describe('a Deny for everyone but fixed callers', () => {
  const guard = (more: JsonObject): JsonObject => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::amzn-s3-demo-bucket', bucket],
    Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ...more,
  })

  test('stands before what is allowed to everyone', () => {
    expect(isPublic([allow({}), guard({})])).toBe(false)
    const Condition = {
      StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1a2b3c4d' },
      NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
      BoolIfExists: { 'aws:ViaAWSService': 'false' },
    }
    expect(isPublic([guard({ Condition }), allow({})])).toBe(false)
  })

  test.each<[string, JsonObject]>([
    ['other actions', { Action: 's3:PutObject' }],
    ['other objects', { Resource: 'arn:aws:s3:::amzn-s3-demo-bucket/private/*' }],
    ['callers given by a wildcard', { Condition: { StringNotLike: { 'aws:PrincipalArn': '*' } } }],
    [
      'services alone',
      {
        Condition: {
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
          NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        },
      },
    ],
    [
      'requests that have the key',
      { Condition: { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg/r-ab12/' } } },
    ],
    ['requests without TLS', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    [
      'only some of the others',
      {
        Condition: {
          NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          StringEquals: { 's3:prefix': 'a' },
        },
      },
    ],
    ['some principals', { Principal: { AWS: 'arn:aws:iam::444455556666:root' } }],
  ])('does not when it is about %s', (_, more) => {
    expect(isPublic([allow({}), guard(more)])).toBe(true)
  })
})
