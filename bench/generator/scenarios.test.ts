import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '#primitives'
import { generate, type ScenarioName } from './scenarios.ts'

const root = mkdtempSync(join(tmpdir(), 'bucketwatch-generator-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Relative name to decompressed content. */
function contentsOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
  return new Map(
    names.map(name => {
      const bytes = readFileSync(join(folder, name))
      return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()]
    }),
  )
}

async function generated(scenario: ScenarioName, label: string, seed = 7): Promise<Map<string, string>> {
  const folder = join(root, label)
  await generate(scenario, folder, { seed, megabytes: 2 })
  return contentsOf(folder)
}

const keysInOrder = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'tlsDetails',
  'sessionCredentialFromConsole',
]
const optional = new Set([
  'errorCode',
  'errorMessage',
  'additionalEventData',
  'requestID',
  'resources',
  'apiVersion',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'tlsDetails',
  'sessionCredentialFromConsole',
])

const recordsOf = (content: string): JsonObject[] => (JSON.parse(content) as { Records: JsonObject[] }).Records

describe.each(['management', 'data', 'small-files', 'one-file'] as const)('the %s trail', scenario => {
  it('holds complete records with keys in the order AWS writes them, and no hole left open', async () => {
    const files = await generated(scenario, scenario)
    const ids = new Set<unknown>()
    let count = 0
    for (const content of files.values()) {
      expect(content).not.toMatch(/[\uE000-\uE0FF]|7777777777777777|undefined/)
      for (const record of recordsOf(content)) {
        count++
        ids.add(record.eventID)
        const keys = Object.keys(record)
        expect(keys).toEqual(keysInOrder.filter(key => keys.includes(key)))
        expect(keysInOrder.filter(key => !optional.has(key) && !keys.includes(key))).toEqual([])
        expect(record.eventTime).toMatch(/^2026-(09|10)-\d\dT\d\d:\d\d:\d\dZ$/)
        expect(record.eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      }
    }
    expect(count).toBeGreaterThan(700)
    expect(ids.size).toBe(count)
  })

  it('is the same for the same seed and another for another', async () => {
    const [once, again, other] = [
      await generated(scenario, `${scenario}-1`),
      await generated(scenario, `${scenario}-2`),
      await generated(scenario, `${scenario}-3`, 8),
    ]
    expect(again).toEqual(once)
    expect([...other.values()]).not.toEqual([...once.values()])
  })
})

const share = (files: Map<string, string>, wanted: (record: JsonObject) => boolean): number => {
  const records = [...files.values()].flatMap(recordsOf)
  return records.filter(wanted).length / records.length
}

it('makes a management trail of which less than a sixth is S3, and a data trail that is nearly all objects', async () => {
  const isS3 = (record: JsonObject) => record.eventSource === 's3.amazonaws.com'
  const management = share(await generated('management', 'share-management'), isS3)
  expect(management).toBeGreaterThan(0.03)
  expect(management).toBeLessThan(0.16)
  const data = share(await generated('data', 'share-data'), record => record.eventCategory === 'Data')
  expect(data).toBeGreaterThan(0.88)
})

it('makes access logs of every era, with quoted fields kept whole', async () => {
  const files = await generated('access-logs', 'access-logs')
  const lines = [...files.values()].flatMap(content => content.trimEnd().split('\n'))
  const counts = new Set(lines.map(line => line.match(/"[^"]*"|\[[^\]]*\]|\S+/g)?.length))
  expect(counts).toEqual(new Set([18, 24, 27]))
})
