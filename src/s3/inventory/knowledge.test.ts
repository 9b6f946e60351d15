import { expect, test } from 'vitest'
import { type ActivityEvent, emptyEnvironment, environmentOf, noSettings, trailKey } from '#events'
import { asAccountId, asBucketName } from '#primitives'
import { arnOf, creation, inventoryOf } from '../testing/inventory-of.ts'
import { knowledgeOf, summariseKnowledge } from './knowledge.ts'

const s3Call = (changes: Partial<ActivityEvent>) =>
  creation(
    { location: 'a', bucket: 'any', time: 1, id: 'x' },
    { service: 's3.amazonaws.com', raw: { recipientAccountId: '111122223333' }, ...changes },
  )

const knowledge = (given: readonly ActivityEvent[], settings = {}) =>
  knowledgeOf(structuredClone(inventoryOf(given)), environmentOf({ ...noSettings, ...settings }))

test('an account is own whose log it is, not the one that is named as the caller of an old record', () => {
  const known = knowledge([
    s3Call({ action: 'ListBuckets' }),
    s3Call({ action: 'ListBuckets', account: asAccountId('444455556666'), raw: {} }),
  ])
  expect(known.isOwn('111122223333')).toBe(true)
  expect(known.isOwn('444455556666')).toBe(false)
})

test('an account that AWS delivers logs with is no stranger, and not own', () => {
  const known = knowledge([])
  expect([known.isKnown('127311923021'), known.isOwn('127311923021')]).toEqual([true, false])
})

test('a bucket is own that an own account made, that has an access log, or that a record says it owns', () => {
  const resources = [{ ARN: 'arn:aws:s3:::stranger/key', accountId: '444455556666' }]
  const known = knowledge([
    s3Call({ action: 'CreateBucket', bucket: asBucketName('made') }),
    s3Call({ action: 'CreateBucket', bucket: asBucketName('refused'), outcome: 'failed' }),
    s3Call({ log: 's3-access-log', account: asAccountId(''), bucket: asBucketName('logged'), raw: {} }),
    s3Call({ action: 'GetObject', raw: { recipientAccountId: '111122223333', resources } }),
  ])
  expect(['made', 'refused', 'logged', 'stranger'].map(known.isOwnBucket)).toEqual([true, undefined, true, false])
  expect(known.ownerOf('stranger')).toBe('444455556666')
})

test('a bucket is for logs that a trail or access logging is pointed at, or a log service is seen to write to', () => {
  const logging = { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'access' } } }
  const put = (bucket: string, principal: string) =>
    s3Call({
      action: 'PutObject',
      bucket: asBucketName(bucket),
      actor: { kind: 'aws-service', session: principal, principal },
    })
  const known = knowledge(
    [
      s3Call({
        action: 'CreateTrail',
        service: 'cloudtrail.amazonaws.com',
        raw: { requestParameters: { s3BucketName: 'trail' } },
      }),
      s3Call({ action: 'PutBucketLogging', raw: { requestParameters: logging } }),
      put('flow', 'delivery.logs.amazonaws.com'),
      put('balancer', 'logdelivery.elasticloadbalancing.amazonaws.com'),
      put('inventories', 's3.amazonaws.com'),
      s3Call({ action: 'PutObject', bucket: asBucketName('plain') }),
    ],
    { logBuckets: ['archive-*'] },
  )
  const names = ['trail', 'access', 'flow', 'balancer', 'inventories', 'plain', 'archive-1']
  expect(names.filter(known.isLogBucket)).toEqual(['trail', 'access', 'flow', 'balancer', 'archive-1'])
})

test.each([
  ['aws-cloudtrail-logs-111122223333-0a1b2c3d', true],
  ['aws-waf-logs-amzn-s3-demo', true],
  ['config-bucket-111122223333', true],
  ['aws-cloudtrail-logs-of-somebody', false],
  ['my-aws-waf-logs-copy', false],
  ['config-bucket-for-tools', false],
])('a bucket called %s is known to be for logs by that name: %s', (name, isLogBucket) => {
  const called = inventoryOf([s3Call({ action: 'GetBucketAcl', outcome: 'denied', bucket: asBucketName(name) })])
  expect(knowledgeOf(called, emptyEnvironment).isLogBucket(name)).toBe(isLogBucket)
  expect(summariseKnowledge(called, emptyEnvironment).logBuckets).toEqual(isLogBucket ? [name] : [])
})

test('a location is known by its ARN, after the way between threads', () => {
  const known = knowledge([creation({ location: 'a', bucket: 'amzn-s3-demo-bucket', time: 1, id: 'x' })])
  expect(known.locationOf(arnOf('a'))).toMatchObject({ kind: 's3', bucket: 'amzn-s3-demo-bucket' })
  expect(known.locationOf(arnOf('unknown'))).toBeUndefined()
})

test('what is known can be told', () => {
  const inventory = inventoryOf([s3Call({ action: 'CreateBucket', bucket: asBucketName('made') })])
  expect(summariseKnowledge(inventory, emptyEnvironment)).toEqual({
    ownAccounts: ['111122223333'],
    knownAccounts: [],
    logBuckets: [],
    buckets: 1,
    overflow: false,
  })
})

test('the last deletion of a bucket and the last creation of a trail are known, failures are none', () => {
  const at = (time: number, changes: Partial<ActivityEvent>) =>
    creation({ location: 'a', bucket: 'a', time, id: String(time) }, changes)
  const deleted = { service: 's3.amazonaws.com', action: 'DeleteBucket', bucket: asBucketName('amzn-s3-demo-bucket') }
  const trail = {
    service: 'cloudtrail.amazonaws.com',
    action: 'CreateTrail',
    raw: { requestParameters: { name: 'audit', s3BucketName: 'amzn-s3-demo-logs' } },
  }
  const inventory = inventoryOf([
    at(3, deleted),
    at(2, deleted),
    at(4, { ...deleted, outcome: 'denied' }),
    at(5, trail),
    at(6, { ...trail, outcome: 'failed' }),
  ])
  const knowledge = knowledgeOf(inventory, emptyEnvironment)
  expect(knowledge.deletionOf('amzn-s3-demo-bucket')).toBe(3)
  expect(knowledge.deletionOf('another')).toBeUndefined()
  expect(knowledge.trailCreationOf(trailKey('111122223333', 'audit'))).toBe(5)
  expect(knowledge.trailCreationOf(trailKey('444455556666', 'audit'))).toBeUndefined()
})
