import { beforeAll, expect, test } from 'vitest'
import { loadContent } from '#content'
import type { Detection } from '#detect'
import { scanRecords } from '#pipeline'
import type { JsonObject } from '#primitives'

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
    id: `5CDAB40${String(index).padStart(9, '0')}`,
    key: `a/${index}.txt`,
    second: index % 60,
  }))

async function deletions(records: readonly (JsonObject | string)[]) {
  const needed = detections.filter(({ slug }) => slug === 'objects-deleted-in-bulk')
  const found = await scanRecords(records, needed)
  if (!found.ok) throw new Error(found.issues[0].message)
  return found.value.map(({ count, eventIds }) => ({ count, shown: new Set(eventIds).size }))
}

test('a request that both logs tell of counts once', async () => {
  const all = requests(120)
  const byTrail = await deletions(all.map(eventOf))
  expect(byTrail).toEqual([{ count: 120, shown: expect.any(Number) }])
  expect(await deletions([...all.map(eventOf), ...all.map(lineOf)])).toEqual(byTrail)
  expect(await deletions([...all.slice(0, 70).map(eventOf), ...all.slice(50).map(lineOf)])).toEqual(byTrail)
})
