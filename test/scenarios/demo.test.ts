import { beforeAll, describe, expect, test } from 'vitest'
import { loadContent } from '#content'
import { compareSeverity } from '#findings'
import { scan } from '#pipeline'
import { render, type ScanResult } from '#reports'
import { expectGolden } from './golden.ts'

const golden = (name: string): URL => new URL(`./demo/${name}`, import.meta.url)

/** Columns before the text of a finding: when it was first seen. */
const findingIndent = 21

describe('the bundled month', () => {
  let result: ScanResult

  beforeAll(async () => {
    const content = await loadContent()
    if (!content.ok) throw new Error('the content does not load')
    const scanned = await scan({ paths: ['demo/logs'], detections: content.value.detections })
    if (!scanned.ok) throw new Error('the scan was refused')
    result = scanned.value
  })

  test.each(['table', 'markdown', 'csv'] as const)('reads the same as %s', format => {
    const options = { colour: false, width: 120, verbose: false, next: ['bucketwatch scan <folder>'], version: '0.0.0' }
    expectGolden(golden(`report.golden.${format}.txt`), render(result, format, options))
  })

  test.each([80, 100, 120])('has no line wider than a screen of %i columns, unless it is one word', width => {
    const options = { colour: false, width, verbose: false, next: [], version: '0.0.0' }
    const lines = render(result, 'table', options).split('\n')
    expect(lines.filter(line => line.length > width && line.slice(findingIndent).includes(' '))).toEqual([])
  })

  test('shows each step of the intrusion, and one harmless oddity', () => {
    const intruder = result.findings.filter(finding => finding.network.ip === '203.0.113.77')
    expect(intruder.map(finding => finding.detection.slug)).toEqual(
      expect.arrayContaining([
        'bucket-opened-by-acl',
        'bucket-public-access-block-weakened',
        'bucket-reached-from-new-address',
        'bucket-replicated',
        'bucket-versioning-suspended',
        'buckets-deleted-in-bulk',
        'datasync-task-created',
        'recovery-removed-then-data-destroyed',
        'settings-swept-then-changed',
      ]),
    )
    expect(intruder.some(finding => finding.outcome === 'denied')).toBe(true)
    const others = result.findings.filter(finding => finding.network.ip !== '203.0.113.77')
    const grave = others.filter(finding => compareSeverity(finding.severity, 'medium') >= 0)
    // What strangers did with the bucket that the intruder had opened.
    expect(new Set(grave.flatMap(finding => finding.buckets))).toEqual(new Set(['amzn-s3-demo-reports']))
  })

  test('names the intruder as an incident', () => {
    expect(result.incidents.map(incident => incident.entity.value)).toContain('203.0.113.77')
  })
})
