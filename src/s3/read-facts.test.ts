import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf, foreign } from './testing/facts-of.ts'

const versioning = (configuration: JsonObject[string]) =>
  factsOf('s3', 'PutBucketVersioning', { versioning: '', VersioningConfiguration: configuration }).versioning

test.each([
  ['Suspended', true],
  ['suspended', true],
  ['Disabled', true],
  ['Enabled', false],
  ['enabled', false],
])('versioning set to %s is suspended: %s', (status, suspended) => {
  expect(versioning({ Status: status })).toEqual({ status, suspended, mfaDeleteDisabled: false })
})

test('versioning is read in the letter case of tools that rewrite records', () => {
  const { versioning: read } = factsOf('s3', 'PutBucketVersioning', {
    versioningConfiguration: { status: 'Suspended' },
  })
  expect(read).toMatchObject({ status: 'Suspended', suspended: true })
})

test('MFA delete is told apart from versioning', () => {
  expect(versioning({ Status: 'Enabled', MfaDelete: 'Disabled' })).toEqual({
    status: 'Enabled',
    suspended: false,
    mfaDelete: 'Disabled',
    mfaDeleteDisabled: true,
  })
  expect(versioning({ MfaDelete: 'Enabled' })?.suspended).toBe(false)
  expect(versioning('')).toBeUndefined()
})

const rule = (id: string, destination: JsonObject): JsonObject => ({
  Status: 'Enabled',
  Destination: destination,
  Filter: '',
  Priority: 0,
  ID: id,
})
const replication = (role: string, rules: JsonObject[string]) =>
  factsOf('s3', 'PutBucketReplication', { replication: '', ReplicationConfiguration: { Role: role, Rule: rules } })
    .replication

test('one replication rule is an object, several are a list', () => {
  const role = `arn:aws:iam::${account}:role/replicate`
  expect(replication(role, rule('one', { Bucket: 'arn:aws:s3:::amzn-s3-demo-destination' }))).toEqual({
    role,
    rules: [{ id: 'one', enabled: true, destinationBucket: 'amzn-s3-demo-destination' }],
    foreignAccounts: [],
  })
  const two = replication(role, [
    rule('one', { Bucket: 'arn:aws:s3:::amzn-s3-demo-destination', Account: foreign }),
    { ...rule('two', { Bucket: 'arn:aws:s3:::amzn-s3-demo-other', Account: account }), Status: 'Disabled' },
  ])
  expect(two?.rules.map(({ id, enabled }) => [id, enabled])).toEqual([
    ['one', true],
    ['two', false],
  ])
  expect(two?.foreignAccounts).toEqual([foreign])
})

test('a role of another account makes replication foreign; an account read as a number is the account', () => {
  expect(replication(`arn:aws:iam::${foreign}:role/replicate`, [])?.foreignAccounts).toEqual([foreign])
  const own = replication(`arn:aws:iam::${account}:role/replicate`, rule('one', { Account: Number(account) }))
  expect(own?.foreignAccounts).toEqual([])
})

test('replication rules are read under the names and in the letter case of the API and of SDKs', () => {
  const Destination = { Bucket: 'arn:aws:s3:::amzn-s3-demo-destination', Account: foreign }
  const destination = { bucket: Destination.Bucket, account: foreign }
  const read = (configuration: JsonObject) =>
    factsOf('s3', 'PutBucketReplication', { ReplicationConfiguration: configuration }).replication
  const expected = { destinationBucket: 'amzn-s3-demo-destination', destinationAccount: foreign, enabled: true }
  expect(read({ Rules: [{ Status: 'Enabled', Destination }] })?.rules).toEqual([expected])
  expect(read({ role: 'replicate', rules: [{ id: 'one', status: 'enabled', destination }] })).toEqual({
    role: 'replicate',
    rules: [{ id: 'one', ...expected }],
    foreignAccounts: [foreign],
  })
})

test('a replication record without a body still configures replication', () => {
  expect(factsOf('s3', 'PutBucketReplication', null).replication).toEqual({ rules: [], foreignAccounts: [] })
})

const locationArn = `arn:aws:datasync:us-west-2:${account}:location/loc-0123456789abcdef0`

test('a DataSync location on S3 is known with bucket and role, in any letter case', () => {
  const expected = {
    locationArn,
    account,
    kind: 's3',
    bucket: 'amzn-s3-demo-bucket',
    bucketAccessRole: `arn:aws:iam::${account}:role/datasync`,
  }
  const s3BucketArn = 'arn:aws:s3:::amzn-s3-demo-bucket'
  const lower = { s3BucketArn, subdirectory: '/', s3Config: { bucketAccessRoleArn: expected.bucketAccessRole } }
  expect(
    factsOf('datasync', 'CreateLocationS3', lower, { responseElements: { locationArn } }).dataSyncLocation,
  ).toEqual(expected)
  const upper = { S3BucketArn: s3BucketArn, S3Config: { BucketAccessRoleArn: expected.bucketAccessRole } }
  expect(
    factsOf('datasync', 'CreateLocationS3', upper, { responseElements: { LocationArn: locationArn } }).dataSyncLocation,
  ).toEqual(expected)
})

test.each([
  ['CreateLocationNfs', 'nfs'],
  ['CreateLocationSmb', 'smb'],
  ['CreateLocationEfs', 'efs'],
  ['CreateLocationFsxWindows', 'fsx'],
  ['CreateLocationFsxLustre', 'fsx'],
  ['CreateLocationHdfs', 'hdfs'],
  ['CreateLocationObjectStorage', 'object-storage'],
  ['CreateLocationAzureBlob', 'azure-blob'],
  ['CreateLocationTape', 'other'],
])('%s makes a location of kind %s', (action, kind) => {
  const facts = factsOf(
    'datasync',
    action,
    { serverHostname: 'files.example.com' },
    { responseElements: { locationArn } },
  )
  expect(facts.dataSyncLocation).toMatchObject({ kind, serverHostname: 'files.example.com' })
})

test('a DataSync task names its locations and their accounts', () => {
  const destinationLocationArn = `arn:aws:datasync:us-west-2:${foreign}:location/loc-0123456789abcdef1`
  const taskArn = `arn:aws:datasync:us-west-2:${account}:task/task-0123456789abcdef0`
  const parameters = { sourceLocationArn: locationArn, destinationLocationArn, options: {} }
  expect(factsOf('datasync', 'CreateTask', parameters, { responseElements: { taskArn } }).dataSyncTask).toEqual({
    taskArn,
    sourceLocationArn: locationArn,
    destinationLocationArn,
    sourceAccount: account,
    destinationAccount: foreign,
  })
  expect(factsOf('datasync', 'CreateTask', null, { responseElements: null }).dataSyncTask).toEqual({})
})

test('a deleted bucket is a fact; other calls and services have none', () => {
  expect(factsOf('s3', 'DeleteBucket', { bucketName: 'amzn-s3-demo-bucket' })).toEqual({ bucketDeleted: true })
  expect(factsOf('s3', 'GetBucketAcl', { 'x-amz-acl': 'public-read' })).toEqual({})
  expect(factsOf('ec2', 'CreateTask', { taskArn: 'x' })).toEqual({})
})
