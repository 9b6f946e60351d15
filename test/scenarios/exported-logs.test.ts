import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content'
import type { Detection } from '#detect'
import { scan } from '#pipeline'
import type { JsonObject } from '#primitives'
import type { ScanResult } from '#reports'
import {
  athenaRow,
  csvOf,
  elasticDocument,
  flatMembers,
  lakeRow,
  namedByApi,
  sentinelRow,
  splunkFields,
  withoutSource,
} from '../fixtures/exports.ts'

const jsonLines = (rows: readonly object[]): string => rows.map(row => `${JSON.stringify(row)}\n`).join('')

/** The bundled month's CloudTrail as tools export it. */
const ways: readonly (readonly [title: string, write: (records: readonly JsonObject[]) => string])[] = [
  [
    'JSON of a Splunk table',
    records => jsonLines(records.map(record => ({ preview: false, result: splunkFields(record) }))),
  ],
  ['CSV of a Splunk table', records => csvOf(records.map(splunkFields))],
  ['records that name calls as the API does', records => JSON.stringify({ Records: records.map(namedByApi) })],
  ['records without the eventSource of S3', records => JSON.stringify({ Records: records.map(withoutSource) })],
  ["CSV of Athena's table", records => csvOf(records.map(athenaRow))],
  [
    'rows of CloudTrail Lake',
    records => JSON.stringify({ QueryStatus: 'FINISHED', QueryResultRows: records.map(lakeRow) }),
  ],
  ['documents of Elastic with the records', records => jsonLines(records.map(elasticDocument))],
  ['JSON with flat keys', records => JSON.stringify(records.map(flatMembers))],
]

let folder: string
let detections: readonly Detection[]
let records: readonly JsonObject[]
let asDelivered: readonly object[]

/** What findings say, without the places of their records. */
async function findingsIn(content: string): Promise<readonly object[]> {
  const path = join(folder, 'logs')
  writeFileSync(path, content)
  const scanned = await scan({ paths: [path], detections })
  if (!scanned.ok) throw new Error('the scan was refused')
  return scanned.value.findings.map(withoutPlaces)
}

const withoutPlaces = (finding: ScanResult['findings'][number]): object => ({
  ...finding,
  evidence: finding.evidence.map(({ eventId, action }) => ({ eventId, action })),
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bucketwatch-exports-'))
  const content = await loadContent()
  if (!content.ok) throw new Error('the content does not load')
  detections = content.value.detections
  records = globSync('demo/logs/cloudtrail/**/*.json.gz').flatMap(
    path => (JSON.parse(gunzipSync(readFileSync(path)).toString()) as { Records: JsonObject[] }).Records,
  )
  asDelivered = await findingsIn(JSON.stringify({ Records: records }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Sentinel's table has no column that says whether a call came from the console. */
const withoutConsole = ({ sessionCredentialFromConsole: _, ...rest }: JsonObject): JsonObject => rest

describe('the bundled month gives the same findings as it does from files of CloudTrail', () => {
  test.each(ways)('as %s', async (_, write) => {
    expect(asDelivered.length).toBeGreaterThan(10)
    expect(await findingsIn(write(records))).toEqual(asDelivered)
  })

  test("as rows of Microsoft Sentinel's table, but for what that does not hold", async () => {
    const held = await findingsIn(JSON.stringify({ Records: records.map(withoutConsole) }))
    expect(await findingsIn(JSON.stringify(records.map(sentinelRow)))).toEqual(held)
    expect(await findingsIn(csvOf(records.map(sentinelRow)))).toEqual(held)
  })
})
