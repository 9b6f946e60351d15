import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadContent, packageRoot, readCases } from '#content'
import { type ActivityEvent, fieldCatalogue, isOfOccasion, Observation } from '#events'
import { defaultFormatLimits, readContent } from '#formats'
import { isObject, type JsonObject } from '#primitives'
import { readFacts } from '#s3'

/** Another time, other ids, another key and other counts of bytes. */
function onAnotherOccasion(record: JsonObject): JsonObject {
  const { requestParameters: asked, additionalEventData: about } = record
  const key = isObject(asked) && typeof asked.key === 'string' ? asked.key : undefined
  const other: Record<string, JsonObject[string]> = {
    ...record,
    eventID: '00000000-0000-4000-8000-000000000000',
    eventTime: '2031-01-02T03:04:05Z',
    requestID: 'ANOTHERREQUEST',
  }
  if (key !== undefined && isObject(asked)) {
    other.requestParameters = { ...asked, key: 'another/key.txt' }
    const resources = JSON.stringify(record.resources ?? null)
    other.resources = JSON.parse(resources.replaceAll(`/${key}"`, '/another/key.txt"')) as JsonObject[string]
  }
  if (isObject(about)) {
    const bytes = Object.keys(about).filter(name => name === 'bytesTransferredIn' || name === 'bytesTransferredOut')
    other.additionalEventData = { ...about, ...Object.fromEntries(bytes.map(name => [name, 7])) }
  }
  return other
}

async function observationOf(record: JsonObject): Promise<Observation | undefined> {
  const events: ActivityEvent[] = []
  const content = { name: 'trail.json', chunks: [Buffer.from(JSON.stringify(record))], issue: () => undefined }
  const plan = { depthOf: () => 'record' as const, sources: undefined, fields: [] }
  await readContent(content, plan, defaultFormatLimits, event => void events.push(event))
  const [event] = events
  return event?.log === 'cloudtrail' ? new Observation(event, readFacts) : undefined
}

test('a field that is not of the occasion has one value in events that are alike, over the records of all cases', async () => {
  const content = await loadContent()
  const detections = content.ok ? content.value.detections : []
  const fixed = fieldCatalogue.filter(({ name }) => !isOfOccasion(name, 'cloudtrail'))
  expect(fixed.length).toBeGreaterThan(100)
  let compared = 0
  for (const { slug } of detections) {
    const cases = await readCases(join(packageRoot(), 'detections', slug))
    const records = cases.ok ? cases.value.flatMap(({ steps }) => steps.at(-1)?.records ?? []) : []
    for (const record of records) {
      if (!isObject(record)) continue
      const [one, other] = [await observationOf(record), await observationOf(onAnotherOccasion(record))]
      if (one === undefined || other === undefined) continue
      compared++
      const differ = fixed.filter(({ read }) => JSON.stringify(read(one)) !== JSON.stringify(read(other)))
      if (differ.length > 0) expect([slug, record, differ.map(({ name }) => name)]).toEqual([slug, record, []])
    }
  }
  expect(compared).toBeGreaterThan(500)
})
