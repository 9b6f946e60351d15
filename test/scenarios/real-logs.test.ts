import { join, relative } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content'
import type { Finding } from '#findings'
import { scan } from '#pipeline'
import type { ScanResult } from '#reports'
import { haveRealLogs, type Label, readIndex, readLabels, realLogs } from './real-logs.ts'

const detectionOf: Readonly<Record<string, string>> = {
  versioning_suspended: 'bucket-versioning-suspended',
  replication_configured: 'bucket-replicated',
  datasync_task_created: 'datasync-task-created',
  bucket_opened_by_acl_grant: 'bucket-opened-by-acl',
  bucket_opened_by_canned_acl: 'bucket-opened-by-acl',
}

const listed = (text: string): string[] => text.split(';').filter(part => part !== '')

/** A label names its event by file and place; event ids repeat in hand-made logs. */
function isEvidence(finding: Finding, label: Label): boolean {
  return finding.evidence.some(
    ({ file, record }) => relative(realLogs, file) === label.file && record === Number(label.index) + 1,
  )
}

// Reason to skip: the logs belong to others and are not part of the project.
describe.skipIf(!haveRealLogs)('real logs by others (needs ../shared/data)', () => {
  let result: ScanResult

  beforeAll(async () => {
    const content = await loadContent()
    if (!content.ok) throw new Error('the content does not load')
    const scanned = await scan({
      paths: [join(realLogs, 'cloudtrail'), join(realLogs, 'access-logs')],
      detections: content.value.detections,
    })
    if (!scanned.ok) throw new Error('the scan was refused')
    result = scanned.value
  })

  const findingsFor = (label: Label, slug: string, outcome: string): Finding[] =>
    result.findings.filter(
      finding => finding.detection.slug === slug && finding.outcome === outcome && isEvidence(finding, label),
    )

  const labels = haveRealLogs ? readLabels() : []
  const successes = labels.flatMap(label =>
    listed(label.behaviours).flatMap(behaviour => {
      const slug = detectionOf[behaviour]
      return slug === undefined ? [] : [{ label, slug, name: `${label.file} ${label.json_path}: ${behaviour}` }]
    }),
  )
  const attempts = labels.flatMap(label =>
    listed(label.attempted).flatMap(behaviour => {
      const slug = label.behaviours.includes('denied_attempt') ? detectionOf[behaviour] : undefined
      return slug === undefined ? [] : [{ label, slug, name: `${label.file} ${label.json_path}: ${behaviour}` }]
    }),
  )

  test('the labels hold cases of what is claimed', () => {
    expect(successes.length).toBeGreaterThan(8)
    expect(attempts.length).toBeGreaterThan(0)
  })

  test.each(successes)('found: $name', ({ label, slug }) => {
    expect(findingsFor(label, slug, 'success')).not.toEqual([])
  })

  test.each(attempts)('found as denied: $name', ({ label, slug }) => {
    expect(findingsFor(label, slug, 'denied')).not.toEqual([])
  })

  test.each(labels.filter(label => label.behaviours.includes('benign_admin')))(
    'nothing about the benign $event_name of $file $json_path',
    label => {
      expect(result.findings.filter(finding => isEvidence(finding, label))).toEqual([])
    },
  )

  test('every file is read, or named with a reason', () => {
    const named = new Set(
      result.account.problems.map(({ issue }) => relative(realLogs, issue.at.file.split('!')[0] ?? '')),
    )
    // An invalid record of a service that no detection asks for is passed over unread.
    const empty = readIndex().filter(row => Number(row.events) === 0 && row.format !== 'invalid-json')
    expect(empty.filter(row => !named.has(row.file)).map(row => row.file)).toEqual([])
    const { files } = result.account
    expect(files.read + files.skipped + files.failed).toBe(files.found)
  })

  test('the account adds up', () => {
    const { records } = result.account
    const rejected = Object.values(records.rejected).reduce((sum, count) => sum + count, 0)
    expect(records.received).toBe(records.passed + records.notNeeded + rejected)
    const outOfScope = Object.values(records.outOfScope).reduce((sum, count) => sum + count, 0)
    expect(records.passed).toBe(records.observed + outOfScope)
  })
})
