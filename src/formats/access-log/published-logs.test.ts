import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import { defaultSourceLimits, listFiles, openContents } from '#sources'
import { realLogs } from '../../../test/scenarios/real-logs.ts'
import { createAccessLogReader, looksLikeAccessLog } from './index.ts'

const limits = { maxRecordBytes: 10_000, maxNesting: 100, maxIssues: 10 }

function read(pieces: readonly Uint8Array[]) {
  const events: ActivityEvent[] = []
  const reader = createAccessLogReader('access.log', limits, event => events.push(event))
  for (const piece of pieces) reader.push(piece)
  reader.end()
  const account = reader.account()
  const rejected = Object.values(account.rejected).reduce((sum, count) => sum + count, 0)
  expect(account.received).toBe(account.passed + rejected)
  expect(account.passed).toBe(events.length)
  return { events, account }
}

async function bytesOf(contents: ReturnType<typeof openContents>): Promise<{ name: string; bytes: Buffer }[]> {
  const found: { name: string; bytes: Buffer }[] = []
  for await (const { name, chunks } of contents) {
    const pieces: Uint8Array[] = []
    for await (const chunk of chunks) pieces.push(chunk)
    found.push({ name, bytes: Buffer.concat(pieces) })
  }
  return found
}

const samples = `${realLogs}/access-logs`

describe.skipIf(!existsSync(samples))('logs that others have published (skipped where they are not at hand)', () => {
  /** Lines written to be refused, and records of one or two fields; nothing else may be rejected. */
  const madeToFail: Record<string, number> = {
    'icodeforlove-s3-access-log-parser/matches.lines.log': 3,
    'panther-analysis/aws_s3_access_ip_allowlist.parsed.ndjson': 3,
    'panther-analysis/aws_s3_unauthenticated_access.parsed.ndjson': 2,
  }

  test('are known by their content and read whole', async () => {
    const { files } = await listFiles([samples], { limits: defaultSourceLimits })
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) {
      for (const { name, bytes } of await bytesOf(openContents(file, defaultSourceLimits))) {
        const { events, account } = read([bytes])
        expect(looksLikeAccessLog(bytes), name).toBeDefined()
        expect(account.received - account.passed, name).toBe(madeToFail[name.slice(samples.length + 1)] ?? 0)
        for (const { time, action } of events) expect([typeof time, action.includes('.')]).toEqual(['number', true])
      }
    }
  })

  test('never break the reader when they are damaged', async () => {
    const { files } = await listFiles([`${samples}/**/*.txt`], { limits: defaultSourceLimits })
    const all = await Promise.all(files.map(file => bytesOf(openContents(file, defaultSourceLimits))))
    const bytes = Buffer.concat(all.flat().map(content => content.bytes)).subarray(0, 4000)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 50 }), changes => {
        const damaged = Buffer.from(bytes)
        for (const [index, value] of changes) damaged[index] = value
        expect(read([damaged]).account.received).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })
})
