import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActivityEvent, ReadingPlan } from '#events'
import type { JsonObject, JsonValue } from '#primitives'
import { defaultFormatLimits, readContent } from '../../read-content.ts'
import { cloudTrailEvent, cloudTrailEventPaths } from '../to-event.ts'
import { pathTree, pickPaths } from './path-tree.ts'

const fields = [
  ...cloudTrailEventPaths,
  'additionalEventData.bytesTransferredIn',
  'requestParameters.x-amz-acl',
  'responseElements',
  'resources',
]
const plan: ReadingPlan = { depthOf: () => 'fields', sources: undefined, fields }

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), minLength: length, maxLength: length })
const guid = fc
  .tuple(hex(8), hex(4), hex(3), fc.constantFrom('8', '9', 'a', 'B'), hex(3), hex(12))
  .map(([a, b, c, variant, d, e]) => `${a}-${b}-4${c}-${variant}${d}-${e}`)
const twoDigits = (max: number) => fc.integer({ min: 0, max }).map(number => String(number).padStart(2, '0'))
const time = fc.oneof(
  fc
    .date({ min: new Date(0), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true })
    .map(date => `${date.toISOString().slice(0, 19)}Z`),
  fc
    .tuple(twoDigits(13), twoDigits(32), twoDigits(24), twoDigits(60), twoDigits(61))
    .map(([month, day, hours, minutes, seconds]) => `2024-${month}-${day}T${hours}:${minutes}:${seconds}Z`),
  fc.constantFrom(
    '2026-11-24T05:07:60Z',
    '2026-11-24 05:07:42',
    '2026-11-24T05:07:42.250Z',
    '',
    1_790_000_000_000,
    null,
  ),
)
const plain = fc.string({ unit: fc.constantFrom(...'abc/=. +%'.split('')) })
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('a/b.txt', '"', '\\', 'é', null, 5, true, ''),
)

/** As S3 makes them, and as samples have them. */
const requestId = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('0129ABYZ')), minLength: 16, maxLength: 16 }),
  fc.constantFrom(
    '3E57427F3EXAMPLE',
    '3E57427F3EXAMPLF',
    '3E57427F3-XAMPLE',
    '3e57427f3eABCDEF',
    '3E57427F3EABCDE',
    'EXAMPLE3E57427F3',
    '1234567890ABCDEF',
    '12345678AAKZQPWE',
    '1234567AAAKZQPWE',
  ),
)

const bytes = fc.oneof({ weight: 9, arbitrary: fc.nat() }, fc.constantFrom(0, 1.5, -1, 1e21, '89', null, [1]))

/** What the record is about, by its own key and otherwise. */
const resourcesOf = fc.constantFrom<(bucket: string, key: string) => JsonValue | undefined>(
  () => undefined,
  () => null,
  bucket => [{ type: 'AWS::S3::Bucket', accountId: '111122223333', ARN: `arn:aws:s3:::${bucket}` }],
  (bucket, key) => [
    { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` },
    { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
  ],
  (bucket, key) => [{ ARN: `arn:aws:s3:::${bucket}/a/${key}` }, { ARN: `arn:aws-cn:s3:::/${key}` }],
  (bucket, key) => [`arn:aws-us-gov:s3:::${bucket}/${key}`, [`${bucket}/${key}`], 5],
  (bucket, key) => ({ ARN: `arn:aws:s3:::${bucket}/a/b`, more: { name: key } }),
  (_, key) => `arn:aws:s3:us-east-1:111122223333:accesspoint/${key}`,
)

/** What differs from record to record, as it should be and as it should not. */
const own = fc.record(
  {
    eventID: fc.oneof({ weight: 19, arbitrary: guid }, fc.string()),
    eventTime: time,
    requestID: fc.oneof({ weight: 9, arbitrary: requestId }, text),
    key: fc.oneof({ weight: 9, arbitrary: plain }, text),
    bytes,
    received: bytes,
  },
  { requiredKeys: ['eventID', 'eventTime', 'requestID', 'bytes'] },
)

const caller = fc.constantFrom<JsonObject>(
  { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
  {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/app/i-1',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/app' } },
  },
  { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
)

const record = fc
  .record({
    userIdentity: caller,
    own,
    eventSource: fc.constantFrom('s3.amazonaws.com', 's3.amazonaws.com', 's3.amazonaws.com', 'kms.amazonaws.com'),
    eventName: fc.constant('GetObject'),
    bucketName: fc.constantFrom('amzn-s3-demo-bucket1', 'amzn-s3-demo-bucket2'),
    versionId: fc.constantFrom<JsonValue | undefined>(undefined, undefined, undefined, 'v1', 5),
    sourceIPAddress: fc.constant('192.0.2.7'),
    twice: fc.constantFrom(
      '',
      '',
      '',
      '',
      ',"eventID":"x"',
      ',"requestParameters":{"bucketName":"amzn-s3-demo-bucket1"}',
      ',"requestParameters":{"bucketName":"amzn-s3-demo-bucket1","key":"c"}',
      ',"resources":["arn:aws:s3:::amzn-s3-demo-bucket1/a"]',
    ),
    resources: resourcesOf,
    last: fc.boolean(),
    isKeyLast: fc.integer({ min: 0, max: 9 }).map(number => number === 0),
  })
  .map(
    ({
      own: { key, bytes: sent, received, ...others },
      bucketName,
      versionId,
      twice,
      resources,
      isKeyLast,
      last,
      ...rest
    }) => {
      const about = { resources: resources(bucketName, String(key)) }
      const whole = JSON.stringify({
        ...(last ? rest : others),
        ...(isKeyLast && about),
        requestParameters: {
          bucketName,
          ...(key !== undefined && { key }),
          ...(versionId !== undefined && { versionId }),
        },
        responseElements: null,
        additionalEventData: { CipherSuite: 'x', bytesTransferredOut: sent, bytesTransferredIn: received },
        ...(!isKeyLast && about),
        ...(last ? others : rest),
      })
      return `${whole.slice(0, -1)}${twice}}`
    },
  )

test('an event that is made from one like it is the event that its record gives', async () => {
  let made = 0
  const met = new Set<object>()
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 20, maxLength: 30, size: 'max' }), async texts => {
      const events: ActivityEvent[] = []
      const content = {
        name: 'trail.json',
        chunks: [Buffer.from(`{"Records":[${texts.join()}]}`)],
        issue: () => undefined,
      }
      await readContent(content, plan, defaultFormatLimits, (event, alike) => {
        events.push(event)
        if (!alike) return
        if (met.has(alike)) made++
        met.add(alike)
      })
      const expected = texts.flatMap((json, index) => {
        const origin = { file: 'trail.json', record: index + 1 }
        const whole = cloudTrailEvent(JSON.parse(json) as JsonObject, origin)
        return whole.ok ? [whole.value] : []
      })
      expect(events.map(event => event.origin.record)).toEqual(expected.map(event => event.origin.record))
      for (const [index, event] of events.entries()) {
        const whole = expected[index] as ActivityEvent
        const part = pickPaths(whole.raw, pathTree(fields))
        expect({ ...event, raw: pickPaths(event.raw, pathTree(fields)) }).toStrictEqual({ ...whole, raw: part })
      }
    }),
    { numRuns: 1_000 },
  )
  expect(made).toBeGreaterThan(1_000)
})
