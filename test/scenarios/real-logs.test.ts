import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content'
import { compareSeverity, type Finding } from '#findings'
import { scan } from '#pipeline'
import type { ScanResult } from '#reports'
import { haveRealLogs, type Label, readIndex, readLabels, realLogs } from './real-logs.ts'

/** Of some behaviours the detection depends on what else the logs tell of the bucket: any of these says it. */
const detectionsOf: Readonly<Record<string, readonly string[]>> = {
  versioning_suspended: ['bucket-versioning-suspended'],
  replication_configured: ['bucket-replicated'],
  datasync_task_created: ['datasync-task-created'],
  bucket_opened_by_acl_grant: ['bucket-opened-by-acl'],
  bucket_opened_by_canned_acl: ['bucket-opened-by-acl'],
  bucket_opened_by_policy: ['bucket-opened-by-policy'],
  public_access_block_weakened: ['bucket-public-access-block-weakened', 'account-public-access-block-weakened'],
  bucket_deleted: ['bucket-deleted'],
  bulk_object_delete: ['objects-deleted-together', 'objects-deleted-in-bulk'],
  lifecycle_short_expiry: ['bucket-lifecycle-expires-objects-soon', 'log-bucket-expiry-shortened'],
  cross_account_policy_grant: ['bucket-policy-admits-another-account'],
}

const kinds = ['cloudtrail', 'access-logs'] as const

/** Known to hold nothing but an AWS Config sweep, clicks in the console, and a vendor's samples. */
const quietSources = [
  'cloudtrail/opensearch-catalog/',
  'cloudtrail/cloudconsolecartographer/',
  'cloudtrail/cribl-cloudtrail-pack/',
]

const isBad = (behaviour: string): boolean => behaviour !== 'benign_admin'
const isGrave = ({ severity }: Finding): boolean => compareSeverity(severity, 'medium') >= 0
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
  let found: readonly Finding[]

  beforeAll(async () => {
    const content = await loadContent()
    if (!content.ok) throw new Error('the content does not load')
    const scanAll = async (paths: readonly string[]): Promise<ScanResult> => {
      const scanned = await scan({ paths, detections: content.value.detections })
      if (!scanned.ok) throw new Error('the scan was refused')
      return scanned.value
    }
    result = await scanAll(kinds.map(kind => join(realLogs, kind)))
    // Each source is somebody else's: read together, their accounts would all count as own, and nobody as a stranger.
    const sources = kinds.flatMap(kind => readdirSync(join(realLogs, kind)).map(source => join(realLogs, kind, source)))
    const scans: ScanResult[] = []
    for (const source of sources) scans.push(await scanAll([source]))
    found = scans.flatMap(({ findings }) => findings)
  }, 60_000)

  /** An event that is delivered twice, or a request with a line for each key, is one event with one place in the evidence. */
  const deliveriesOf = (label: Label): Label[] =>
    labels.filter(
      other =>
        other === label ||
        (other.file === label.file && other.event_id === label.event_id && other.behaviours === label.behaviours),
    )
  const findingsFor = (label: Label, slugs: readonly string[], outcome: string): Finding[] =>
    found.filter(
      finding =>
        slugs.includes(finding.detection.slug) &&
        finding.outcome === outcome &&
        deliveriesOf(label).some(delivery => isEvidence(finding, delivery)),
    )

  const labels = haveRealLogs ? readLabels() : []
  const successes = labels.flatMap(label =>
    listed(label.behaviours).flatMap(behaviour => {
      const slugs = detectionsOf[behaviour]
      return slugs === undefined ? [] : [{ label, slugs, name: `${label.file} ${label.json_path}: ${behaviour}` }]
    }),
  )
  const attempts = labels.flatMap(label =>
    listed(label.attempted).flatMap(behaviour => {
      const slugs = label.behaviours.includes('denied_attempt') ? detectionsOf[behaviour] : undefined
      return slugs === undefined ? [] : [{ label, slugs, name: `${label.file} ${label.json_path}: ${behaviour}` }]
    }),
  )

  test('the labels hold cases of what is claimed', () => {
    expect(successes.length).toBeGreaterThan(8)
    expect(attempts.length).toBeGreaterThan(0)
  })

  test.each(successes)('found: $name', ({ label, slugs }) => {
    expect(findingsFor(label, slugs, 'success')).not.toEqual([])
  })

  test.each(attempts)('found as denied: $name', ({ label, slugs }) => {
    expect(findingsFor(label, slugs, 'denied')).not.toEqual([])
  })

  test('every behaviour that the labels name has a detection', () => {
    const named = new Set(labels.flatMap(label => [...listed(label.behaviours), ...listed(label.attempted)]))
    expect([...named].filter(name => !(name in detectionsOf)).sort()).toEqual(['benign_admin', 'denied_attempt'])
  })

  test.each(labels.filter(label => label.behaviours.includes('benign_admin')))(
    'nothing grave about the benign $event_name of $file $json_path',
    label => {
      const about = found.filter(finding => isEvidence(finding, label))
      expect(about.filter(isGrave).map(({ message }) => message)).toEqual([])
      expect(about.filter(({ detection }) => detection.story === 'suspicious-aws-s3-activities')).toEqual([])
    },
  )

  test.each(quietSources)('nothing grave about %s beyond its labelled rows', source => {
    const labelled = labels.filter(label => label.file.startsWith(source) && listed(label.behaviours).some(isBad))
    const about = found.filter(
      finding =>
        finding.evidence.every(({ file }) => relative(realLogs, file).startsWith(source)) &&
        !labelled.some(label => isEvidence(finding, label)),
    )
    expect(about.filter(isGrave).map(({ message }) => message)).toEqual([])
  })

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
