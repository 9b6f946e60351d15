import { expect, test } from 'vitest'
import { type AclFact, Observation, resolveField } from '#events'
import type { JsonObject } from '#primitives'
import { event, factsOf } from '../testing/facts-of.ts'
import { readAcl } from './acl-grants.ts'

const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers'
const anyAccount = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'
const canonicalId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'

const group = (uri: string, permission: string) => ({
  Grantee: { 'xsi:type': 'Group', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', URI: uri },
  Permission: permission,
})
const owner = {
  Grantee: { 'xsi:type': 'CanonicalUser', ID: canonicalId },
  Permission: 'FULL_CONTROL',
}
const body = (grant: JsonObject[string]): JsonObject => ({
  bucketName: 'amzn-s3-demo-bucket',
  acl: '',
  AccessControlPolicy: { Owner: { ID: canonicalId }, AccessControlList: { Grant: grant } },
})

const publicOf = (acl: AclFact | undefined) =>
  acl?.publicGrants.map(grant => `${grant.granteeKind} ${grant.permission}`)
const bucketAcl = (parameters: JsonObject) => readAcl('PutBucketAcl', parameters)

test('a single grant in the body is an object, several are a list', () => {
  expect(publicOf(bucketAcl(body(group(everyone, 'READ'))))).toEqual(['all-users READ'])
  expect(publicOf(bucketAcl(body([owner, group(everyone, 'READ'), group(anyAccount, 'WRITE_ACP')])))).toEqual([
    'all-users READ',
    'authenticated-users WRITE_ACP',
  ])
})

test('a grant is found where tools leave out the list around it, or write the API’s name', () => {
  const open = group(everyone, 'READ')
  for (const policy of [{ Grant: open }, { Grants: [open] }, { AccessControlList: [open] }, { grant: [open] }]) {
    expect(publicOf(bucketAcl({ AccessControlPolicy: policy }))).toEqual(['all-users READ'])
  }
})

test('`acl` is the name of the sub-resource, or the canned ACL where a tool puts it there', () => {
  expect(bucketAcl({ acl: '' })).toMatchObject({ grants: [] })
  expect(bucketAcl({ acl: '' })?.canned).toBeUndefined()
  expect(publicOf(bucketAcl({ acl: 'public-read' }))).toEqual(['all-users READ'])
  expect(publicOf(readAcl('CreateBucket', { ACL: ['public-read'] }))).toEqual(['all-users READ'])
})

test('grants to accounts are grants, but not public', () => {
  const acl = bucketAcl(body(owner))
  expect(acl?.grants).toEqual([
    { permission: 'FULL_CONTROL', grantee: canonicalId, granteeKind: 'canonical-user', form: 'body' },
  ])
  expect(acl?.publicGrants).toEqual([])
})

test('the log delivery group is not public', () => {
  const acl = bucketAcl(body(group('http://acs.amazonaws.com/groups/s3/LogDelivery', 'WRITE')))
  expect(acl?.grants[0]?.granteeKind).toBe('log-delivery')
  expect(acl?.publicGrants).toEqual([])
})

test.each([[everyone.replace('http:', 'https:')], ['HTTP://ACS.AMAZONAWS.COM/groups/global/AllUsers']])(
  '%s is everyone too',
  uri => {
    expect(publicOf(bucketAcl(body(group(uri, 'READ'))))).toEqual(['all-users READ'])
  },
)

test.each([
  ['public-read', ['all-users READ']],
  ['public-read-write', ['all-users READ', 'all-users WRITE']],
  ['authenticated-read', ['authenticated-users READ']],
  ['private', []],
  ['bucket-owner-full-control', []],
  ['log-delivery-write', []],
])('the canned ACL %s makes public: %o', (canned, expected) => {
  expect(publicOf(bucketAcl({ 'x-amz-acl': canned }))).toEqual(expected)
  expect(publicOf(bucketAcl({ 'x-amz-acl': [canned], acl: [''] }))).toEqual(expected)
  expect(publicOf(readAcl('PutObject', { 'X-Amz-Acl': canned }))).toEqual(expected)
  expect(bucketAcl({ 'x-amz-acl': canned })?.canned).toBe(canned)
})

test.each([
  [`uri=${everyone}`],
  [`uri="${everyone}"`],
  [`uri='${everyone}'`],
  [`uri=\\"${everyone}\\"`],
  [`uri="${everyone}`],
  [`uri=${everyone}"`],
  [`id="${canonicalId}", uri="${everyone}"`],
  [`uri="${everyone}",id="${canonicalId}"`],
  [`emailAddress=operator@example.com, URI = ${everyone} , id=${canonicalId}`],
])('the grant header %s opens to everyone', header => {
  const expected = ['all-users READ']
  expect(publicOf(bucketAcl({ accessControlList: { 'x-amz-grant-read': header } }))).toEqual(expected)
  expect(publicOf(bucketAcl({ 'x-amz-grant-read': [header] }))).toEqual(expected)
})

test('every grantee of every header is a grant', () => {
  const acl = readAcl('CreateBucket', {
    accessControlList: {
      'x-amz-grant-full-control': `id=${canonicalId}, emailAddress="operator@example.com"`,
      'x-amz-grant-read-acp': `uri=${anyAccount}`,
    },
  })
  expect(acl).toEqual({
    target: 'bucket',
    grants: [
      { permission: 'FULL_CONTROL', grantee: canonicalId, granteeKind: 'canonical-user', form: 'header' },
      { permission: 'FULL_CONTROL', grantee: 'operator@example.com', granteeKind: 'email', form: 'header' },
      { permission: 'READ_ACP', grantee: anyAccount, granteeKind: 'authenticated-users', form: 'header' },
    ],
    publicGrants: [{ permission: 'READ_ACP', grantee: anyAccount, granteeKind: 'authenticated-users', form: 'header' }],
  })
})

test('the account as which CloudFront writes logs is log delivery, in a body and in a header', () => {
  const cloudFront = 'c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0'
  const grant = { Grantee: { 'xsi:type': 'CanonicalUser', ID: cloudFront }, Permission: 'FULL_CONTROL' }
  const header = { accessControlList: { 'x-amz-grant-full-control': `id=${cloudFront}` } }
  for (const parameters of [body(grant), header]) {
    expect(bucketAcl(parameters)?.grants).toMatchObject([{ grantee: cloudFront, granteeKind: 'log-delivery' }])
  }
})

test('an upload without an ACL says nothing about it', () => {
  expect(readAcl('PutObject', { bucketName: 'amzn-s3-demo-bucket', key: 'a' })).toBeUndefined()
  expect(readAcl('CreateBucket', { bucketName: 'amzn-s3-demo-bucket' })).toBeUndefined()
})

test('the target is the bucket or the object', () => {
  expect(readAcl('PutObjectAcl', {})?.target).toBe('object')
  expect(readAcl('CopyObject', { 'x-amz-acl': 'private' })?.target).toBe('object')
  expect(readAcl('PutBucketAcl', {})?.target).toBe('bucket')
})

test('a canned ACL that nobody knows grants nothing, whatever it is called', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'no-such-acl']) {
    expect(publicOf(bucketAcl({ 'x-amz-acl': name }))).toEqual([])
  }
})

test('canned ACLs in a list, or among the grant headers, all count', () => {
  expect(publicOf(bucketAcl({ 'x-amz-acl': ['private', 'public-read-write'] }))).toEqual([
    'all-users READ',
    'all-users WRITE',
  ])
  expect(publicOf(bucketAcl({ accessControlList: { 'x-amz-acl': 'public-read' } }))).toEqual(['all-users READ'])
})

test.each([
  `id=a uri=${everyone}`,
  `uri=${everyone} id=a`,
  `id=abc\nuri=${everyone}`,
  `id=abc;uri=${everyone};id=c`,
  `id="abc, uri="${everyone}"`,
  `id='abc, uri='${everyone}'`,
  `"uri"="${everyone}"`,
])('a public grantee is found in the header %j', header => {
  expect(publicOf(bucketAcl({ accessControlList: { 'x-amz-grant-read': header } }))).toEqual(['all-users READ'])
})

test('grants in the body are found though a tool has dropped a level or changed the case', () => {
  const grant = group(everyone, 'READ')
  for (const policy of [{ AccessControlList: [grant] }, { Grants: [grant] }]) {
    expect(publicOf(bucketAcl({ AccessControlPolicy: policy }))).toEqual(['all-users READ'])
  }
  expect(publicOf(bucketAcl({ accessControlPolicy: { accessControlList: { grant } } }))).toEqual(['all-users READ'])
})

test('the stated owner is told apart from the other grantees', () => {
  const acl = bucketAcl(body([owner, group(everyone, 'READ')]))
  expect(acl?.owner).toBe(canonicalId)
  expect(bucketAcl({ 'x-amz-acl': 'private' })?.owner).toBeUndefined()
})

const other = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
const grantTo = (grantee: JsonObject, permission: string): JsonObject => ({ Grantee: grantee, Permission: permission })
const fieldOf = (name: string, parameters: JsonObject) =>
  resolveField(`s3.acl.${name}`)?.(new Observation(event, () => factsOf('s3', 'PutBucketAcl', parameters)))

test('canonical ids other than the owner’s, and e-mail addresses, are other grantees', () => {
  const email = { EmailAddress: 'partner@example.com' }
  const shared = body([owner, grantTo({ ID: other }, 'READ'), grantTo(email, 'WRITE'), group(everyone, 'READ')])
  expect(fieldOf('other_grantees', shared)).toEqual([other, 'partner@example.com'])
  expect(fieldOf('email_grantees', shared)).toEqual(['partner@example.com'])
  expect(fieldOf('other_grantees', { accessControlList: { 'x-amz-grant-read': `id="${other}"` } })).toEqual([other])
  for (const own of [body(owner), body(group(everyone, 'READ')), { 'x-amz-acl': 'private' }]) {
    expect(fieldOf('other_grantees', own)).toBeUndefined()
    expect(fieldOf('email_grantees', own)).toBeUndefined()
  }
})

test('an owner is dropped when a body leaves it less than full control', () => {
  const less = grantTo({ ID: canonicalId }, 'READ')
  expect(fieldOf('owner_dropped', body(grantTo({ ID: other }, 'FULL_CONTROL')))).toBe(true)
  expect(fieldOf('owner_dropped', body([less, grantTo({ ID: other }, 'FULL_CONTROL')]))).toBe(true)
  expect(fieldOf('owner_dropped', body(''))).toBe(true)
  expect(fieldOf('owner_dropped', body(owner))).toBe(false)
  expect(fieldOf('owner_dropped', body([grantTo({ ID: other }, 'READ'), owner]))).toBe(false)
  expect(fieldOf('owner_dropped', { 'x-amz-acl': 'private' })).toBeUndefined()
})
