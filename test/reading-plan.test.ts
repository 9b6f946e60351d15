import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type CaseRecord, loadContent, packageRoot, readCases, withNeeded } from '#content'
import type { Detection } from '#detect'
import { noSettings } from '#events'
import { scanRecords } from '#pipeline'
import { formatIssue, type Result } from '#primitives'

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

interface Tried {
  readonly detection: Detection
  readonly records: readonly CaseRecord[]
}

let detections: readonly Detection[]
let tried: readonly Tried[]

beforeAll(async () => {
  ;({ detections } = valueOf(await loadContent()))
  tried = await Promise.all(
    detections.map(async detection => {
      const cases = valueOf(await readCases(join(packageRoot(), 'detections', detection.slug)))
      return { detection, records: cases.flatMap(({ steps }) => steps.at(-1)?.records ?? []) }
    }),
  )
})

/** Without the records themselves, which are kept as far as they were read. */
const findingsOf = async (records: readonly CaseRecord[], some: readonly Detection[], reading: 'plan' | 'everything') =>
  valueOf(await scanRecords(records, some, noSettings, reading)).map(({ events, ...finding }) => finding)

test('what the plan reads is enough for all detections together, over the records of all their cases', async () => {
  const records = tried.flatMap(one => one.records)
  const found = await findingsOf(records, detections, 'plan')
  expect(found.length).toBeGreaterThan(detections.length)
  expect(found).toEqual(await findingsOf(records, detections, 'everything'))
})

test('what the plan reads is enough for each detection alone', async () => {
  for (const { detection, records } of tried) {
    const needed = withNeeded(detection, detections)
    expect(await findingsOf(records, needed, 'plan'), detection.slug).toEqual(
      await findingsOf(records, needed, 'everything'),
    )
  }
})
