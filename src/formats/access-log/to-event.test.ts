import { describe, expect, test } from 'vitest'
import { cloudTrailEvent } from '../cloudtrail/to-event.ts'
import { type AccessLogRecord, fieldNames } from './access-log-record.ts'
import { toEvent } from './to-event.ts'

const owner = 'a'.repeat(64)
const blank = Object.fromEntries(fieldNames.map(name => [name, null])) as AccessLogRecord
const origin = { file: 'access.log', record: 3 }

const event = (fields: Partial<AccessLogRecord>) =>
  toEvent(
    {
      ...blank,
      bucket_owner: owner,
      bucket: 'amzn-s3-demo-bucket',
      time: '06/Feb/2019:00:00:38 +0000',
      remote_ip: '192.0.2.3',
      request_id: '3E57427F3EXAMPLE',
      operation: 'REST.GET.OBJECT',
      key: 'a.txt',
      http_status: 200,
      ...fields,
    },
    origin,
  )

test('an event is plain data with the record in AWS names', () => {
  const made = event({
    requester: 'arn:aws:iam::111122223333:user/operator',
    bytes_sent: 113,
    user_agent: 'Boto3/1.34',
  })
  expect(made).toMatchObject({
    time: Date.UTC(2019, 1, 6, 0, 0, 38),
    log: 's3-access-log',
    service: 's3.amazonaws.com',
    action: 'REST.GET.OBJECT',
    category: 'data',
    outcome: 'success',
    network: { ip: '192.0.2.3', prefix: '192.0.2.0/24' },
    userAgent: 'Boto3/1.34',
    account: '',
    bucket: 'amzn-s3-demo-bucket',
    key: 'a.txt',
    bytesOut: 113,
    origin,
    raw: { remote_ip: '192.0.2.3', http_status: 200 },
  })
  expect(structuredClone(made)).toEqual(made)
})

describe('the caller', () => {
  const actor = (requester: string | null) => event({ requester }).actor

  test.each([null, '-', 'Anonymous', 'ANONYMOUS'])('%s is anonymous', requester => {
    expect(actor(requester).kind).toBe('anonymous')
  })

  test('a session of an assumed role is its role', () => {
    expect(actor('arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0')).toEqual({
      kind: 'assumed-role',
      session: 'arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0',
      principal: 'arn:aws:iam::111122223333:role/app',
      account: '111122223333',
    })
  })

  test.each([
    ['arn:aws:iam::111122223333:user/team/operator', 'iam-user', '111122223333'],
    ['arn:aws:sts::111122223333:federated-user/guest', 'federated-user', '111122223333'],
    ['arn:aws:iam::111122223333:root', 'root', '111122223333'],
    ['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE', 'aws-service', undefined],
    ['svc:delivery.logs.amazonaws.com', 'aws-service', undefined],
    ['cloudtrail.amazonaws.com', 'aws-service', undefined],
    ['AmazonS3', 'aws-service', undefined],
    ['b'.repeat(64), 'foreign-account', undefined],
    ['alice', 'unknown', undefined],
  ])('%s is of the kind %s', (requester, kind, account) => {
    expect(actor(requester)).toMatchObject({ kind, session: requester })
    expect(actor(requester).account).toBe(account)
  })

  test('a service has its DNS name, however the log spells it', () => {
    expect(actor('svc:delivery.logs.amazonaws.com').principal).toBe('delivery.logs.amazonaws.com')
    expect(actor('AmazonS3').principal).toBe('s3.amazonaws.com')
  })

  test("the canonical id of the bucket's owner is the root user of that account", () => {
    expect(actor(owner)).toEqual({ kind: 'root', session: owner, principal: owner })
  })
})

describe('the outcome', () => {
  test.each([
    [200, null, 'success'],
    [206, null, 'success'],
    [304, null, 'success'],
    [304, 'NotModified', 'success'],
    [200, 'InternalError', 'failed'],
    [301, 'PermanentRedirect', 'failed'],
    [403, 'AccessDenied', 'denied'],
    [403, 'AllAccessDisabled', 'denied'],
    [403, 'InvalidAccessKeyId', 'denied'],
    [403, 'SignatureDoesNotMatch', 'denied'],
    [400, 'ExpiredToken', 'denied'],
    [403, null, 'denied'],
    [401, null, 'denied'],
    [403, 'InternalServerError', 'failed'],
    [403, 'InvalidObjectState', 'failed'],
    [404, 'NoSuchBucketPolicy', 'failed'],
    [404, null, 'failed'],
    [503, 'SlowDown', 'failed'],
    [null, 'AccessDenied', 'denied'],
    [null, null, 'failed'],
  ])('of status %s with code %s is %s', (http_status, error_code, outcome) => {
    expect(event({ http_status, error_code }).outcome).toBe(outcome)
  })

  test('of what a lifecycle rule did is success, though it has no status', () => {
    expect(event({ operation: 'S3.EXPIRE.OBJECT', http_status: null }).outcome).toBe('success')
  })
})

describe('the category', () => {
  test.each([
    ['REST.GET.OBJECT', 'k', 'data'],
    ['REST.GET.ACL', 'k', 'data'],
    ['REST.GET.ACL', null, 'management'],
    ['REST.PUT.BUCKETPOLICY', null, 'management'],
    ['REST.DELETE.BUCKET', null, 'management'],
    ['REST.GET.BUCKET', null, 'data'],
    ['REST.POST.MULTI_OBJECT_DELETE', null, 'data'],
    ['BATCH.DELETE.OBJECT', 'k', 'data'],
    ['S3.TRANSITION_SIA.OBJECT', 'k', 'data'],
    ['SOAP.CreateBucket', null, 'management'],
    ['SOAP.ListBucket', null, 'data'],
  ])('of %s with key %s is %s', (operation, key, category) => {
    expect(event({ operation, key }).category).toBe(category)
  })
})

describe('the key', () => {
  const key = (text: string, request_uri: string | null = null) => event({ key: text, request_uri }).key

  test('is decoded once, form-encoded spaces too', () => {
    expect(key('Screen+Shot+2019%2B.png')).toBe('Screen Shot 2019+.png')
    expect(key('%E2%82%AC.txt')).toBe('€.txt')
    expect(key('100%2525.txt')).toBe('100%25.txt')
  })

  test('is decoded twice where the request-URI shows that it was encoded twice', () => {
    expect(key('a%2520b.txt', 'GET /a%20b.txt HTTP/1.1')).toBe('a b.txt')
    expect(key('a%2520b.txt', 'GET /a%2520b.txt HTTP/1.1')).toBe('a%20b.txt')
  })

  test('stays as it is where its encoding is broken', () => {
    expect(key('50%off.txt')).toBe('50%off.txt')
    expect(key('%FF.txt')).toBe('%FF.txt')
  })

  test('is still as delivered in the record', () => {
    expect(event({ key: 'a%20b' }).raw).toMatchObject({ key: 'a%20b' })
  })
})

describe('region and bucket', () => {
  test.each([
    ['amzn-s3-demo-bucket.s3.us-west-2.amazonaws.com', 'us-west-2', 'amzn-s3-demo-bucket'],
    ['amzn-s3-demo-bucket.s3-us-west-2.amazonaws.com', 'us-west-2', 'amzn-s3-demo-bucket'],
    ['my.dotted.bucket.s3.dualstack.eu-west-1.amazonaws.com', 'eu-west-1', 'my.dotted.bucket'],
    ['amzn-s3-demo-bucket.s3.cn-north-1.amazonaws.com.cn', 'cn-north-1', 'amzn-s3-demo-bucket'],
    ['amzn-s3-demo-bucket.s3-website.eu-central-1.amazonaws.com', 'eu-central-1', 'amzn-s3-demo-bucket'],
    ['amzn-s3-demo-bucket.s3.amazonaws.com', '', 'amzn-s3-demo-bucket'],
    ['s3.us-gov-west-1.amazonaws.com', 'us-gov-west-1', undefined],
    ['s3.dualstack.ap-southeast-1.amazonaws.com', 'ap-southeast-1', undefined],
    ['example-111122223333.s3-accesspoint.us-west-2.amazonaws.com', 'us-west-2', undefined],
    ['files.example.com', '', undefined],
  ])('are read off the host %s where the line has none', (host_header, region, bucket) => {
    expect(event({ host_header, bucket: null })).toMatchObject({ region })
    expect(event({ host_header, bucket: null }).bucket).toBe(bucket)
  })

  test('are those of the line where it has them', () => {
    const made = event({ source_region: 'us-east-1', host_header: 'other.s3.us-west-2.amazonaws.com' })
    expect(made).toMatchObject({ region: 'us-east-1', bucket: 'amzn-s3-demo-bucket' })
  })

  test('leave the access point as the last name for a bucket', () => {
    const access_point_arn = 'arn:aws:s3:us-west-2:111122223333:accesspoint/example'
    expect(event({ bucket: null, access_point_arn }).bucket).toBe(access_point_arn)
  })
})

describe('the time', () => {
  const time = (text: string | null) => event({ time: text }).time
  const noon = Date.UTC(2020, 1, 29, 12)

  test.each(['29/Feb/2020:12:00:00 +0000', '29/Feb/2020:08:30:00 -0330', '29/Feb/2020:13:00:00 +0100'])('%s', text => {
    expect(time(text)).toBe(noon)
  })

  test.each(['2020-02-29T12:00:00.000Z', '2020-02-29 12:00:00.000000000', '2020-02-29 12:00:00'])('%s', text => {
    expect(time(text)).toBe(noon)
  })

  test.each([
    null,
    '2017-08-16',
    '30/Feb/2020:12:00:00 +0000',
    '29/Foo/2020:12:00:00 +0000',
    '29/ebM/2020:12:00:00 +0000',
    '29/Feb/2020:24:00:00 +0000',
    '29/Feb/2020:12:00:00 +9999',
    '29/Feb/2020',
  ])('%s is none', text => {
    expect(time(text)).toBeUndefined()
  })
})

describe('the identity', () => {
  test('is the same for a line delivered twice, in whatever file', () => {
    const again = toEvent(event({}).raw as AccessLogRecord, { file: 'other.log', record: 9 })
    expect([again.id, again.identity]).toEqual([event({}).id, event({}).identity])
  })

  test('tells apart the keys and versions of one request', () => {
    const one = { operation: 'BATCH.DELETE.OBJECT', key: 'a', version_id: 'v1' }
    const events = [
      one,
      { ...one, key: 'b' },
      { ...one, version_id: 'v2' },
      { operation: 'REST.POST.MULTI_OBJECT_DELETE' },
    ]
    expect(new Set(events.map(fields => event(fields).id)).size).toBe(4)
    expect(new Set(events.map(fields => event(fields).identity)).size).toBe(4)
  })

  test('is that of the event of CloudTrail that tells of the same request', () => {
    const told = (operation: string, eventName: string, { key, version }: { key?: string; version?: string } = {}) => {
      const line = event({ operation, key: key ?? null, version_id: version ?? null, request_id: '5CDAB4038253B0E4' })
      const record = cloudTrailEvent(
        {
          eventID: 'e5f59b6a-05e6-4412-bd56-440d872e90e9',
          eventTime: '2019-02-06T00:00:39Z',
          eventSource: 's3.amazonaws.com',
          eventName,
          requestID: '5CDAB4038253B0E4',
          requestParameters: {
            bucketName: line.bucket as string,
            ...(key !== undefined && { key }),
            ...(version !== undefined && { versionId: version }),
          },
        },
        { file: 'trail.json', record: 1 },
      )
      if (!record.ok) throw new Error(record.issues[0].message)
      return [line.identity, record.value.identity]
    }
    const pairs = [
      told('REST.PUT.ACL', 'PutBucketAcl'),
      told('REST.GET.OBJECT', 'GetObject', { key: 'a' }),
      told('BATCH.DELETE.OBJECT', 'DeleteObject', { key: 'b' }),
      told('BATCH.DELETE.OBJECT', 'DeleteObject', { key: 'b', version: 'v1' }),
    ]
    for (const [line, record] of pairs) expect(line).toBe(record)
    expect(new Set(pairs.flat()).size).toBe(pairs.length)
  })

  test('tells apart the two lines of a copy, though both have the same key', () => {
    const copy = { request_id: '5CDAB4038253B0E4', key: 'a' }
    const [to, from] = ['REST.COPY.OBJECT', 'REST.COPY.OBJECT_GET'].map(operation => event({ ...copy, operation }))
    expect(to?.identity).not.toBe(from?.identity)
  })

  test('tells apart the requests of samples, which share a made-up id', () => {
    const one = event({ request_id: '3E57427F3EXAMPLE' })
    const later = event({ request_id: '3E57427F3EXAMPLE', time: '06/Feb/2019:00:00:39 +0000' })
    expect(one.identity).not.toBe(later.identity)
  })

  test('tells apart lines without a request id by what they say', () => {
    const one = event({ request_id: null })
    expect(event({ request_id: null }).id).toBe(one.id)
    expect(event({ request_id: null, remote_ip: '192.0.2.4' }).id).not.toBe(one.id)
  })
})
