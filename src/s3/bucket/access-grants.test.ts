import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf, foreign } from '../testing/facts-of.ts'

const grantOf = (action: string, parameters: JsonObject | null, more?: JsonObject) =>
  factsOf('s3', action, parameters, more).accessGrant
const grantee = (arn: string) => ({ Grantee: { GranteeType: 'IAM', GranteeIdentifier: arn }, Permission: 'READ' })

test('a grant says to whom, and of which account that is when it is another', () => {
  const arn = `arn:aws:iam::${foreign}:role/reader`
  const expected = { grantee: arn, foreignAccount: foreign, permission: 'READ', allBuckets: false }
  expect(grantOf('CreateAccessGrant', { CreateAccessGrantRequest: grantee(arn) })).toEqual(expected)
  expect(grantOf('CreateAccessGrant', grantee(arn))).toEqual(expected)
  expect(grantOf('CreateAccessGrant', grantee(`arn:aws:iam::${account}:role/reader`))).not.toHaveProperty(
    'foreignAccount',
  )
})

test('a user or group of a directory is of no known account', () => {
  const id = '83d43802-00b1-7054-db02-f1d683aacba5'
  const parameters = { grantee: { granteeType: 'DIRECTORY_USER', granteeIdentifier: id }, permission: 'READWRITE' }
  expect(grantOf('CreateAccessGrant', parameters)).toEqual({ grantee: id, permission: 'READWRITE', allBuckets: false })
})

test('what a grant covers stands in the answer only', () => {
  const answer = { responseElements: { CreateAccessGrantResult: { GrantScope: 's3://amzn-s3-demo-bucket/in/*' } } }
  expect(grantOf('CreateAccessGrant', {}, answer)).toMatchObject({ scope: 's3://amzn-s3-demo-bucket/in/*' })
})

test('a location is one prefix, or all buckets', () => {
  const role = `arn:aws:iam::${account}:role/grants`
  const at = (LocationScope: string) =>
    grantOf('CreateAccessGrantsLocation', { CreateAccessGrantsLocationRequest: { LocationScope, IAMRoleArn: role } })
  expect(at('s3://')).toEqual({ scope: 's3://', allBuckets: true, role })
  expect(at('s3://amzn-s3-demo-bucket/*')).toMatchObject({ allBuckets: false })
  expect(grantOf('UpdateAccessGrantsLocation', { IAMRoleArn: role })).toEqual({ allBuckets: false, role })
})

test('looking at grants, and a refusal without parameters, grant nothing', () => {
  expect(grantOf('GetAccessGrant', {})).toBeUndefined()
  expect(grantOf('CreateAccessGrant', null)).toEqual({ allBuckets: false })
})
