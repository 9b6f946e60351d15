import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  loadContent,
  newDetection,
  packageRoot,
  type RunRecords,
  readCases,
  readDetectionFolder,
  runCases,
} from '#content'
import type { Detection } from '#detect'
import { scanRecords } from '#pipeline'
import { formatIssue, type Result } from '#primitives'

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

const run: RunRecords = async (records, detections, environment) =>
  valueOf(await scanRecords(records, detections, environment))

let detections: readonly Detection[]

beforeAll(async () => {
  ;({ detections } = valueOf(await loadContent()))
})

const casesOf = async (slug: string) => valueOf(await readCases(join(packageRoot(), 'detections', slug)))

/** Some fifteen hundred cases, each two scans. */
const patience = 180_000

describe('the cases of every detection', () => {
  test('pass, and give the same findings backwards and twice over', { timeout: patience }, async () => {
    const idsOf = (findings: readonly { id: string; count: number }[]) =>
      findings.map(({ id, count }) => `${id} ${count}`)
    const runTwice: RunRecords = async (records, needed, environment) => {
      const findings = valueOf(await scanRecords(records, needed, environment))
      const mixed = valueOf(await scanRecords([...records, ...records].toReversed(), needed, environment))
      expect(idsOf(mixed)).toEqual(idsOf(findings))
      return findings
    }
    for (const detection of detections) {
      const results = await runCases(detection, await casesOf(detection.slug), detections, runTwice)
      expect(results.filter(({ passed }) => !passed)).toEqual([])
    }
  })

  test('of the published story set off no other of its detections, except the refined one and the new address', async () => {
    const story = detections.filter(({ story: name }) => name === 'suspicious-aws-s3-activities')
    expect(story).toHaveLength(7)
    for (const detection of story) {
      const cases = (await casesOf(detection.slug)).filter(({ name }) => name.startsWith('fires/'))
      for (const { name, steps } of cases) {
        const records = steps.flatMap(one => one.records)
        const findings = valueOf(await scanRecords(records, story))
        const own = [detection.slug, detection.refines, 'bucket-reached-from-new-address']
        const others = findings.map(finding => finding.detection.slug).filter(slug => !own.includes(slug))
        expect([name, others]).toEqual([name, []])
      }
    }
  })
})

test('a new detection passes its own cases as written', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  const folder = valueOf(await newDetection('bucket-logging-disabled', { parent, eventName: 'PutBucketLogging' }))
  const detection = valueOf(await readDetectionFolder(folder))
  const results = await runCases(detection, valueOf(await readCases(folder)), [], run)
  expect(results).toHaveLength(6)
  expect(results.filter(({ passed }) => !passed)).toEqual([])
})
