import { beforeAll, expect, test } from 'vitest'
import { loadContent } from '#content'
import type { Detection } from '#detect'
import type { Finding } from '#findings'
import { scanRecords } from '#pipeline'
import type { JsonObject } from '#primitives'
import { exampleDetection } from '../fixtures/example-detection.ts'

let detections: readonly Detection[]

beforeAll(async () => {
  const content = await loadContent()
  if (!content.ok) throw new Error(content.issues[0].message)
  ;({ detections } = content.value)
})

const bucket = 'amzn-s3-demo-bucket'
const owner = 'a'.repeat(64)
const user = 'arn:aws:iam::111122223333:user/operator'

interface Request {
  readonly id: string
  readonly key: string
  readonly second: number
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

const eventOf = ({ id, key, second }: Request): JsonObject => ({
  eventVersion: '1.11',
  eventID: `e5f59b6a-05e6-4412-bd56-4${id.slice(-11).toLowerCase()}`,
  eventTime: `2026-11-02T05:00:${twoDigits(second)}Z`,
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteObject',
  eventCategory: 'Data',
  awsRegion: 'us-east-1',
  requestID: id,
  sourceIPAddress: '198.51.100.7',
  userAgent: '[aws-cli/2.17.32]',
  userIdentity: { type: 'IAMUser', arn: user, accountId: '111122223333', userName: 'operator' },
  recipientAccountId: '111122223333',
  requestParameters: { bucketName: bucket, key },
})

const lineOf = ({ id, key, second }: Request): string =>
  `${owner} ${bucket} [02/Nov/2026:05:00:${twoDigits(second)} +0000] 198.51.100.7 ${user} ${id} REST.DELETE.OBJECT ${key} ` +
  `"DELETE /${bucket}/${key} HTTP/1.1" 204 - - 10 20 18 "-" "aws-cli/2.17.32" - host= SigV4 TLS AuthHeader - TLSv1.2 - -`

const requests = (count: number): Request[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `5CDAB4038253${String(index).padStart(4, '0')}`,
    key: `a/${index}.txt`,
    second: index % 60,
  }))

const guid = (index: number): string => `e5f59b6a-05e6-4412-bd56-4${String(index).padStart(11, '0')}`

const anything = exampleDetection('anything', 'detection: { call: { s3.bucket: "*" }, condition: call }')

/** The actions of the events that a rule for any of them finds. */
async function seen(records: readonly (JsonObject | string)[]) {
  const found = await scanRecords(records, [{ ...anything, rule: { ...anything.rule, logsource: { product: 'aws' } } }])
  if (!found.ok) throw new Error(found.issues[0].message)
  return found.value.flatMap(({ evidence }) => evidence.map(({ action }) => action)).toSorted()
}

/** What a finding says without where its records stand. */
const unplaced = (finding: Finding): unknown =>
  JSON.parse(JSON.stringify(finding, (name, value: unknown) => (name === 'record' ? undefined : value)))

async function foundBy(slug: string, records: readonly (JsonObject | string)[]) {
  const found = await scanRecords(
    records,
    detections.filter(one => one.slug === slug),
  )
  if (!found.ok) throw new Error(found.issues[0].message)
  return found.value
}

async function deletions(records: readonly (JsonObject | string)[]) {
  const found = await foundBy('objects-deleted-in-bulk', records)
  return found.map(({ count, eventIds }) => ({ count, shown: new Set(eventIds).size }))
}

test('a request that both logs tell of counts once', async () => {
  const all = requests(120)
  const byTrail = await deletions(all.map(eventOf))
  expect(byTrail).toEqual([{ count: 120, shown: expect.any(Number) }])
  expect(await deletions([...all.map(eventOf), ...all.map(lineOf)])).toEqual(byTrail)
  expect(await deletions([...all.slice(0, 70).map(eventOf), ...all.slice(50).map(lineOf)])).toEqual(byTrail)
})

test('requests of one made-up id that do different things are different events', async () => {
  const [one] = requests(1)
  if (one === undefined) throw new Error('no request')
  const shared = { ...eventOf(one), requestID: 'A1A2A3A4A5A6A7A8' }
  const calls = ['PutObjectAcl', 'PutObject', 'GetObject', 'DeleteObject']
  const records = calls.map((eventName, index) => ({ ...shared, eventName, eventID: guid(index) }))
  expect(await seen(records)).toEqual(calls.toSorted())
  expect(await seen([...records, ...records])).toEqual(calls.toSorted())
})

test('what has no readable time is paired with nothing', async () => {
  const [one] = requests(1)
  if (one === undefined) throw new Error('no request')
  const record = { ...eventOf(one), eventTime: 'yesterday' }
  expect(await seen([record, record, { ...record, eventID: guid(7) }])).toEqual(['DeleteObject', 'DeleteObject'])
})

test('lines whose ids were made up count by what they say', async () => {
  const [one] = requests(1)
  if (one === undefined) throw new Error('no request')
  const line = lineOf({ ...one, id: 'XXXXXXXXXXXXXXXX' })
  const lines = ['198.51.100.7', '198.51.100.8', '198.51.100.9'].map(ip => line.replace('198.51.100.7', ip))
  expect(await seen([...lines, ...lines])).toEqual(lines.map(() => 'REST.DELETE.OBJECT'))
})

test('what was tried and told by both logs was tried once', async () => {
  const calls = [
    ['GetObject', 'REST.GET.OBJECT'],
    ['PutObject', 'REST.PUT.OBJECT'],
    ['DeleteObject', 'REST.DELETE.OBJECT'],
    ['CopyObject', 'REST.COPY.OBJECT'],
    ['GetObjectTagging', 'REST.GET.OBJECT_TAGGING'],
  ] as const
  const all = requests(calls.length).map((request, index) => ({ request, call: calls[index] ?? ['', ''] }))
  const events = all.map(({ request, call: [eventName] }) => ({
    ...eventOf(request),
    eventName,
    errorCode: 'AccessDenied',
  }))
  const lines = all.map(({ request, call: [, operation] }) =>
    lineOf(request).replace('REST.DELETE.OBJECT', operation).replace(' 204 - ', ' 403 AccessDenied '),
  )
  expect(await foundBy('permissions-probed-by-one-principal', [...events, ...lines])).toEqual([])
})

test('what the logs date a second apart is told the same wherever it stands', async () => {
  const all = requests(70)
  const read = (id: string) => id.replace('5CDAB4', '7FDAB4')
  const records = all.flatMap(one => [
    { ...eventOf({ ...one, id: read(one.id) }), eventName: 'GetObject' },
    eventOf(one),
  ])
  const lines = all.flatMap(one => {
    const later = { ...one, second: Math.min(59, one.second + 1) }
    return [lineOf({ ...later, id: read(one.id) }).replace('REST.DELETE', 'REST.GET'), lineOf(later)]
  })
  const byTrail = await foundBy('objects-read-then-deleted', records)
  expect(byTrail).toHaveLength(1)
  // In their file, the lines come first.
  const withLines = await foundBy('objects-read-then-deleted', [...records.toReversed(), ...lines])
  expect(withLines.map(unplaced)).toEqual(byTrail.map(unplaced))
})
