import { expect, test } from 'vitest'
import { exampleFinding } from '../../test/fixtures/example-finding.ts'
import { exampleStore, valueOf } from '../../test/fixtures/example-store.ts'
import { decide, type FindingStatus, type Verdict } from './index.ts'

const { id } = exampleFinding()

test.each<[FindingStatus, Verdict, string, FindingStatus]>([
  ['open', 'acknowledged', 'changed', 'acknowledged'],
  ['open', 'resolved', 'changed', 'resolved'],
  ['open', 'open', 'already', 'open'],
  ['acknowledged', 'acknowledged', 'noted', 'acknowledged'],
  ['acknowledged', 'open', 'changed', 'open'],
  ['resolved', 'open', 'changed', 'open'],
  ['resolved', 'resolved', 'noted', 'resolved'],
  ['suppressed', 'resolved', 'left-alone', 'suppressed'],
  ['withdrawn', 'open', 'left-alone', 'withdrawn'],
])('a finding that is %s, said to be %s: %s', (before, verdict, outcome, after) => {
  const store = exampleStore()
  valueOf(
    store.transaction(() => {
      store.findings.put(exampleFinding(), { at: 1, by: 'bucketwatch' })
      store.findings.setStatus(id, before, { at: 2, by: 'bucketwatch' })
    }),
  )
  const entries = store.findings.history(id).length
  const decided = valueOf(
    store.transaction(() => decide(store.findings, [id, id], verdict, { at: 3, by: 'analyst', reason: 'known' })),
  )
  expect(decided).toMatchObject([{ outcome, record: { status: before } }])
  expect(store.findings.get(id)?.status).toBe(after)
  const added = store.findings.history(id).slice(entries)
  const action = verdict === 'open' ? 'reopened' : verdict
  expect(added).toEqual(
    outcome === 'changed' || outcome === 'noted' ? [{ at: 3, by: 'analyst', action, reason: 'known' }] : [],
  )
})

test('ids that are not there are passed over', () => {
  const store = exampleStore()
  expect(valueOf(store.transaction(() => decide(store.findings, [id], 'open', { at: 1, by: 'analyst' })))).toEqual([])
})
