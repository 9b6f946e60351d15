import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asAccountId, asBucketName, type JsonObject } from '#primitives'
import type { ActivityEvent } from '../activity-event.ts'
import type { S3Facts } from '../facts/index.ts'
import { Observation } from '../observation.ts'
import { fieldCatalogue, fieldGroups, rawPathsOf, resolveField, suggestField } from './catalogue.ts'
import type { FieldValue } from './field.ts'
import { renderFieldReference } from './reference.ts'

const event: ActivityEvent = {
  id: 'e5f59b6a-05e6-4412-bd56-440d872e90e9',
  identity: 1,
  time: Date.UTC(2026, 10, 24, 5, 7, 42),
  log: 'cloudtrail',
  service: 's3.amazonaws.com',
  action: 'PutBucketAcl',
  category: 'management',
  outcome: 'success',
  actor: { kind: 'iam-user', session: 's', principal: 'p', account: asAccountId('444455556666') },
  network: { service: 'cloudformation.amazonaws.com' },
  account: asAccountId('111122223333'),
  region: '',
  bucket: asBucketName('amzn-s3-demo-bucket'),
  origin: { file: 'trail.json', record: 1 },
  raw: { eventName: 'PutBucketAcl', requestParameters: { acl: '', 'x-amz-acl': ['public-read'], Custom: { Deep: 7 } } },
}
const line: ActivityEvent = {
  ...event,
  log: 's3-access-log',
  raw: { operation: 'REST.GET.OBJECT', key_name: 'a', requester: null },
}
const grant = { permission: 'WRITE', grantee: 'all', granteeKind: 'all-users', form: 'body' } as const
const facts: S3Facts = { acl: { target: 'bucket', grants: [grant], publicGrants: [grant] } }

const read = (name: string, from: ActivityEvent = event, known: S3Facts = facts): FieldValue =>
  resolveField(name)?.(new Observation(from, () => known))

test('names are unique', () => {
  const names = fieldCatalogue.map(field => field.name.replaceAll('[]', ''))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('every field can be read from an event of either log that has none of it', () => {
  const raw: JsonObject = {}
  for (const field of fieldCatalogue) {
    for (const log of ['cloudtrail', 's3-access-log'] as const) {
      expect(() => read(field.name, { ...event, log, raw }, {})).not.toThrow()
    }
  }
})

test('the three vocabularies are read through one look-up', () => {
  expect(read('eventName')).toBe('PutBucketAcl')
  expect(read('event.action')).toBe('PutBucketAcl')
  expect(read('event.time')).toBe('2026-11-24T05:07:42.000Z')
  expect(read('operation', line)).toBe('REST.GET.OBJECT')
  expect(read('network.source')).toBe('cloudformation.amazonaws.com')
  expect(read('actor.foreign')).toBe(true)
  expect(read('region')).toBeUndefined()
})

test('lists are named with or without brackets', () => {
  expect(read('s3.acl.public_grants[].permission')).toEqual(['WRITE'])
  expect(read('s3.acl.public_grants.permission')).toEqual(['WRITE'])
  expect(read('s3.acl.public_write')).toBe(true)
  expect(read('s3.acl.public', event, {})).toBeUndefined()
})

test('both names of an access log field are read from either form of the log', () => {
  expect(read('key', line)).toBe('a')
  expect(read('key_name', line)).toBe('a')
  expect(read('key_name', { ...line, raw: { key: 'b' } })).toBe('b')
  expect(read('requester', line)).toBeNull()
  expect(read('operation')).toBeUndefined()
})

test('any member of an open object may be named, of other objects only what is listed', () => {
  expect(read('requestParameters.Custom.Deep')).toBe(7)
  expect(resolveField('userIdentity.nonsense')).toBeUndefined()
  expect(resolveField('requestParametersX.a')).toBeUndefined()
  expect(resolveField('requestParameters.')).toBeUndefined()
})

test.each([
  ['eventNam', 'eventName'],
  ['type', 'userIdentity.type'],
  ['userIdentity.sessionContext.sessionIsuer.arn', 'userIdentity.sessionContext.sessionIssuer.arn'],
  ['actor.princpal', 'actor.principal'],
  ['s3.acl.public_grant.permission', 's3.acl.public_grants.permission'],
  ['requestParameters.buketName', 'requestParameters.bucketName'],
  ['requestParameters.bucketname', 'requestParameters.bucketName'],
])('%s was probably meant to be %s', (name, meant) => {
  expect(suggestField(name)).toBe(meant)
})

test.each(['eventName', 'requestParameters.policyDocument', 'requestParameters.bucketName', 'zzzzzzzz'])(
  '%s is not taken for another name',
  name => {
    expect(suggestField(name)).toBeUndefined()
  },
)

test('every field says what must be read of a CloudTrail record', () => {
  expect(rawPathsOf('requestParameters.Host')).toEqual(['requestParameters.Host', 'requestParameters.host'])
  expect(rawPathsOf('requestParameters.Custom.Deep')).toEqual(['requestParameters.Custom.Deep'])
  expect(rawPathsOf('s3.versioning.status')).toEqual([
    'requestParameters.VersioningConfiguration',
    'requestParameters.versioningConfiguration',
  ])
  expect(rawPathsOf('resources[].type')).toEqual(['resources.type'])
  expect(rawPathsOf('nonsense')).toEqual([])
  const silent = fieldCatalogue.filter(field => field.logs.includes('cloudtrail') && field.paths.length === 0)
  expect(silent.map(field => field.name)).toEqual(['event.log'])
})

test('the reference in docs is what the catalogue says', () => {
  const written = readFileSync(new URL('../../../docs/reference/event-fields.md', import.meta.url), 'utf8')
  expect(written).toBe(renderFieldReference(fieldGroups))
})
