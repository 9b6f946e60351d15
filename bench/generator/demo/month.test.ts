import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, addresses, buckets } from './cast.ts'
import { demoMonth } from './month.ts'

const bundled = join(import.meta.dirname, '../../../demo/logs')
const month = new Map(Array.from(demoMonth(1), file => [file.name, file.content]))
const records = [...month]
  .filter(([name]) => name.endsWith('.gz'))
  .flatMap(([, content]) => (JSON.parse(content) as { Records: JsonObject[] }).Records)
const lines = [...month]
  .filter(([name]) => !name.endsWith('.gz'))
  .flatMap(([, content]) => content.trimEnd().split('\n'))

it('is what demo/logs holds', () => {
  const names = readdirSync(bundled, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(bundled.length + 1)
        .replaceAll('\\', '/'),
    )
  expect(names.toSorted()).toEqual([...month.keys()].toSorted())
  for (const [name, content] of month) {
    const bytes = readFileSync(join(bundled, name))
    const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
    expect(text === content, `${name} is as the generator makes it`).toBe(true)
  }
})

it('stays below two megabytes, compressed', () => {
  const sizes = [...month.values()].map(content => gzipSync(content).length)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_000_000)
})

it('tells the intruder from everybody else by address alone', () => {
  const intruder = records.filter(record => record.sourceIPAddress === addresses.intruder)
  const names = new Set(intruder.filter(record => record.errorCode === undefined).map(record => record.eventName))
  for (const name of ['PutBucketAcl', 'PutBucketVersioning', 'PutBucketReplication', 'CreateTask', 'DeleteBucket']) {
    expect(names).toContain(name)
  }
  const first = intruder.map(record => record.eventTime as string).toSorted()[0]
  expect(first).toBe('2026-10-17T22:41:00Z')
})

it('has both logs tell of the same request', () => {
  const requestIds = new Set(lines.map(line => line.match(/ ([A-Z0-9]{16}) REST\./)?.[1]))
  const reads = records.filter(
    ({ eventName, requestParameters }) =>
      eventName === 'GetObject' && (requestParameters as JsonObject).bucketName === buckets.customers,
  )
  expect(reads.length).toBeGreaterThan(300)
  for (const record of reads) expect(requestIds).toContain(record.requestID)
})

it('never uses the root user, and gives every event an id of its own', () => {
  expect(records.some(record => (record.userIdentity as JsonObject).type === 'Root')).toBe(false)
  expect(new Set(records.map(record => record.eventID)).size).toBe(records.length)
  expect(new Set(records.map(record => record.recipientAccountId))).toEqual(new Set([account]))
})
