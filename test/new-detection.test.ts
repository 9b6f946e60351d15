import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRules, newDetection, type RunRecords, readCases, runCases } from '#content'
import { scanRecords } from '#pipeline'
import { formatIssue } from '#primitives'

test.each([
  ['CreateTrail', 'cloudtrail.amazonaws.com'],
  ['createtrail', 'cloudtrail.amazonaws.com'],
  ['ScheduleKeyDeletion', 'kms.amazonaws.com'],
  ['CreateUser', '[transfer.amazonaws.com, iam.amazonaws.com]'],
  ['CreateAccessPoint', 's3.amazonaws.com'],
  ['HeadBucket', 's3.amazonaws.com'],
  ['ec2.amazonaws.com:RunInstances', 'ec2.amazonaws.com'],
])('the source of %s is %s, in the rule and in its cases', async (eventName, source) => {
  const folder = await newDetection('thing-made', { parent: await mkdtemp(join(tmpdir(), 'bucketwatch-')), eventName })
  if (!folder.ok) throw new Error(folder.issues.map(formatIssue).join('\n'))
  expect(await readFile(join(folder.value, 'detection.yml'), 'utf8')).toContain(`eventSource: ${source}`)
  const firing = JSON.parse(await readFile(join(folder.value, 'fires', 'by-user.json'), 'utf8')) as {
    eventSource: string
  }
  expect(source).toContain(firing.eventSource)
  const detection = await loadRules([folder.value])
  if (!detection.ok) throw new Error(detection.issues.map(formatIssue).join('\n'))
  const cases = await readCases(folder.value)
  if (!cases.ok) throw new Error(cases.issues.map(formatIssue).join('\n'))
  const run: RunRecords = async (records, detections, environment) => {
    const findings = await scanRecords(records, detections, environment)
    if (!findings.ok) throw new Error(findings.issues.map(formatIssue).join('\n'))
    return findings.value
  }
  const results = await Promise.all(
    detection.value.detections.map(one => runCases(one, cases.value, detection.value.detections, run)),
  )
  expect(results.flat().filter(({ passed }) => !passed)).toEqual([])
  expect(results.flat()).toHaveLength(6)
})
