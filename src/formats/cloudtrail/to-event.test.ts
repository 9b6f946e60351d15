import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActivityEvent, fieldCatalogue } from '#events'
import type { JsonObject, JsonValue } from '#primitives'
import { cloudTrailEvent, cloudTrailEventPaths } from './to-event.ts'

const origin = { file: 'trail.json.gz', record: 7 }

const getObject: JsonObject = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:app',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/app',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/app' }, attributes: {} },
  },
  eventTime: '2026-11-24T05:07:42Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'us-east-1',
  sourceIPAddress: '10.0.0.7',
  userAgent: '[aws-cli/2.17.32 md/command#s3api.get-object]',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: 'a/b.txt', Host: 's3.us-east-1.amazonaws.com' },
  responseElements: null,
  additionalEventData: { bytesTransferredOut: 89.0, 'x-amz-id-2': 'EXAMPLE' },
  requestID: 'EXAMPLE',
  eventID: 'e5f59b6a-05e6-4412-bd56-440d872e90e9',
  readOnly: true,
  resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::amzn-s3-demo-bucket/a/b.txt' }],
  managementEvent: false,
  recipientAccountId: '111122223333',
  eventCategory: 'Data',
  vpcEndpointId: 'vpce-0123456789abcdef0',
}

function read(record: JsonObject): ActivityEvent {
  const result = cloudTrailEvent(record, origin)
  if (!result.ok) throw new Error(result.issues[0].message)
  return result.value
}

test('a data event becomes one activity with all that the record tells', () => {
  expect(read(getObject)).toEqual({
    id: 'e5f59b6a-05e6-4412-bd56-440d872e90e9',
    identity: expect.any(Number),
    time: Date.UTC(2026, 10, 24, 5, 7, 42),
    log: 'cloudtrail',
    service: 's3.amazonaws.com',
    action: 'GetObject',
    category: 'data',
    outcome: 'success',
    actor: {
      kind: 'assumed-role',
      session: 'arn:aws:sts::111122223333:assumed-role/app/app',
      principal: 'arn:aws:iam::111122223333:role/app',
      account: '111122223333',
      accessKeyId: 'ASIAEXAMPLE',
    },
    network: { ip: '10.0.0.7', prefix: '10.0.0.0/24', private: true, vpcEndpoint: 'vpce-0123456789abcdef0' },
    userAgent: 'aws-cli/2.17.32 md/command#s3api.get-object',
    account: '111122223333',
    region: 'us-east-1',
    bucket: 'amzn-s3-demo-bucket',
    key: 'a/b.txt',
    bytesOut: 89,
    origin,
    raw: getObject,
  })
})

/** The record with nothing but the paths that are asked for. */
function reduced(record: JsonObject, paths: readonly string[]): JsonObject {
  const result: Record<string, JsonValue> = {}
  for (const path of paths) copyPath(record, result, path.split('.'))
  return result
}

function copyPath(from: JsonObject, to: Record<string, JsonValue>, [name = '', ...rest]: readonly string[]): void {
  const value = from[name]
  if (value === undefined) return
  if (rest.length === 0) to[name] = value
  else if (typeof value !== 'object' || value === null || Array.isArray(value)) to[name] = value
  else {
    const inner: Record<string, JsonValue> = { ...(to[name] as JsonObject | undefined) } as Record<string, JsonValue>
    copyPath(value as JsonObject, inner, rest)
    to[name] = inner
  }
}

test('a record reduced to the paths that are read gives the same event', () => {
  const { raw: _whole, ...whole } = read(getObject)
  const { raw: _sparse, ...sparse } = read(reduced(getObject, cloudTrailEventPaths))
  expect(sparse).toEqual(whole)
})

test('an error is told with its code, a success without', () => {
  expect(read({ ...getObject, errorCode: 'AccessDenied' })).toMatchObject({
    outcome: 'denied',
    errorCode: 'AccessDenied',
  })
  expect(read({ ...getObject, errorCode: 'success' })).not.toHaveProperty('errorCode')
  expect(read({ ...getObject, errorCode: null, errorMessage: null }).outcome).toBe('success')
})

test('the time may stand in @timestamp, and an unreadable one leaves the record usable', () => {
  const { eventTime: _, ...timeless } = getObject
  expect(read({ ...timeless, '@timestamp': '2020-09-14T00:44:13.000Z' }).time).toBe(Date.UTC(2020, 8, 14, 0, 44, 13))
  expect(read({ ...timeless, eventTime: '...' }).time).toBeUndefined()
})

test('an account that was read as a number has twelve digits again', () => {
  expect(read({ ...getObject, recipientAccountId: 11122223333 }).account).toBe('011122223333')
})

test('a record without recipient belongs to the caller, if that is an account', () => {
  const { recipientAccountId: _, ...old } = getObject
  expect(read(old).account).toBe('111122223333')
  expect(read({ ...old, userIdentity: { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL' } }).account).toBe('')
})

test('categories are told by the record, else by the call', () => {
  const { eventCategory: _, managementEvent: __, ...old } = getObject
  expect(read(old).category).toBe('data')
  expect(read({ ...old, eventName: 'PutBucketAcl' }).category).toBe('management')
  expect(read({ ...old, managementEvent: true }).category).toBe('management')
  expect(read({ ...old, eventCategory: 'NetworkActivity' }).category).toBe('other')
})

test('only S3 calls have a bucket', () => {
  const event = read({ ...getObject, eventSource: 'datasync.amazonaws.com', eventName: 'CreateTask' })
  expect(event.bucket).toBeUndefined()
})

test('what has neither eventName nor eventSource is no record', () => {
  const result = cloudTrailEvent({ digestS3Object: 'x' }, origin)
  expect(result).toMatchObject({
    ok: false,
    issues: [{ code: 'not-a-cloudtrail-record', at: { file: 'trail.json.gz', record: 7 } }],
  })
})

const names = [...new Set([...cloudTrailEventPaths.flatMap(path => path.split('.')), 'attributes', 'x-amz-acl'])]
const { value: anyValue } = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
  ),
}))

test('a record of any shape is read, has an actor, and is read the same when reduced to the listed paths', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), anyValue), bent => {
      const record = { ...bent, eventName: 'PutBucketAcl', eventID: getObject.eventID }
      const { raw: _whole, ...whole } = read(record)
      expect(whole.actor.principal).not.toBe('')
      expect(whole.actor.session).not.toBe('')
      const { raw: _sparse, ...sparse } = read(reduced(record, cloudTrailEventPaths))
      expect(sparse).toEqual(whole)
    }),
    { numRuns: 2_000 },
  )
})

test('a normalised field names no path that is not read', () => {
  const normalised =
    /^(?:event(?!\.noise)|actor|network)\.|^(?:account|region|user_agent)$|^s3\.(?:bucket|key|bytes_out|bucket_deleted)$/
  const fields = fieldCatalogue.filter(field => normalised.test(field.name))
  expect(fields.length).toBeGreaterThan(25)
  const unread = fields.flatMap(field => field.paths).filter(path => !cloudTrailEventPaths.includes(path))
  expect(unread).toEqual([])
})
