import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CaseRecord,
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

describe('the cases of every detection', () => {
  test('pass', async () => {
    for (const detection of detections) {
      const results = await runCases(detection, await casesOf(detection.slug), detections, run)
      expect(results.filter(({ passed }) => !passed)).toEqual([])
    }
  })

  test('give the same findings backwards and twice over', async () => {
    const idsOf = async (records: readonly CaseRecord[]) =>
      valueOf(await scanRecords(records, detections)).map(({ id, count }) => `${id} ${count}`)
    for (const { slug } of detections) {
      for (const { steps } of await casesOf(slug)) {
        const records = steps.at(-1)?.records ?? []
        expect(await idsOf([...records, ...records].toReversed())).toEqual(await idsOf(records))
      }
    }
  })

  test('of one kind set off no other detection, except the one it refines and the address being new', async () => {
    for (const detection of detections) {
      const cases = (await casesOf(detection.slug)).filter(({ name }) => name.startsWith('fires/'))
      for (const { name, steps } of cases) {
        const findings = valueOf(
          await scanRecords(
            steps.flatMap(({ records }) => records),
            detections,
          ),
        )
        const own = [detection.slug, detection.refines, 'bucket-reached-from-new-address']
        expect([name, findings.map(finding => finding.detection.slug).filter(slug => !own.includes(slug))]).toEqual([
          name,
          [],
        ])
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
