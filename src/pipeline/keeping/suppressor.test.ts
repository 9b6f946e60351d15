import { expect, test } from 'vitest'
import type { AllowEntry } from '#findings'
import type { FindingStatus } from '#store'
import { exampleFinding } from '../../../test/fixtures/example-finding.ts'
import { exampleStore, valueOf } from '../../../test/fixtures/example-store.ts'
import { reviewAllowed } from './review-allowed.ts'
import { allowEntryId } from './suppressor.ts'

const { id } = exampleFinding()
const entry: AllowEntry = {
  match: { bucket: ['amzn-s3-demo-*'] },
  reason: 'nightly copy',
  owner: 'storage team',
  expires: 100,
  at: { file: 'bucketwatch.yaml', line: 3 },
}

function storeWith(status: FindingStatus = 'open') {
  const store = exampleStore()
  valueOf(
    store.transaction(() => {
      store.findings.put(exampleFinding(), { at: 1, by: 'bucketwatch' })
      store.findings.setStatus(id, status, { at: 2, by: 'analyst' })
    }),
  )
  const review = (entries: readonly AllowEntry[], at: number): string[] => [
    ...valueOf(reviewAllowed(store, entries, at)),
  ]
  return { store, review, status: () => store.findings.get(id)?.status }
}

test('a finding that an entry covers is suppressed, counted once, and says by whom and why', () => {
  const { store, review, status } = storeWith()
  expect(review([entry], 10)).toEqual([id])
  expect(review([entry], 20)).toEqual([])
  expect(status()).toBe('suppressed')
  expect(store.findings.history(id).at(-1)).toEqual({
    at: 10,
    by: 'storage team',
    action: 'suppressed',
    reason: 'nightly copy',
  })
  expect(store.allow.counts()).toEqual([{ id: allowEntryId(entry), hidden: 1, last: 10 }])
})

test.each<[string, readonly AllowEntry[], number]>([
  ['when the entry expires', [entry], 100],
  ['when the entry is gone', [], 20],
  ['when the entry covers something else', [{ ...entry, match: { bucket: ['amzn-s3-demo-other'] } }], 20],
])('it is open again %s, and is told', (_, entries, at) => {
  const { store, review, status } = storeWith()
  review([entry], 10)
  expect(store.findings.untold(10)).toEqual([])
  expect(review(entries, at)).toEqual([id])
  expect(status()).toBe('open')
  expect(store.findings.untold(10)).toMatchObject([{ record: { status: 'open' }, change: 'new' }])
})

test('it stays suppressed as long as one of several entries covers it', () => {
  const { review, status } = storeWith()
  review([entry, { ...entry, reason: 'another', expires: 500 }], 10)
  review([entry, { ...entry, reason: 'another', expires: 500 }], 200)
  expect(status()).toBe('suppressed')
})

test.each<FindingStatus>(['acknowledged', 'resolved', 'withdrawn'])('what is %s is let alone', before => {
  const { store, review, status } = storeWith(before)
  expect(review([entry], 10)).toEqual([])
  expect(status()).toBe(before)
  expect(store.allow.counts()).toEqual([])
})

test('an entry keeps its count when it moves within its file, and begins anew when it says something else', () => {
  expect(allowEntryId({ ...entry, at: { file: 'other.yaml', line: 90 } })).toBe(allowEntryId(entry))
  for (const other of [{ reason: 'another' }, { owner: 'another' }, { expires: 5 }, { match: { bucket: ['*'] } }]) {
    expect(allowEntryId({ ...entry, ...other })).not.toBe(allowEntryId(entry))
  }
})
