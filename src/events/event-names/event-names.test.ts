import { expect, test } from 'vitest'
import { cloudTrailEventNames, neverWritten } from './index.ts'

const s3 = new Set(cloudTrailEventNames.get('s3.amazonaws.com'))
const lower = new Set([...s3].map(name => name.toLowerCase()))

test.each([
  'PutBucketLifecycle',
  'PutBucketNotification',
  'PutAccelerateConfiguration',
  'GetBucketObjectLockConfiguration',
  'PutBucketPublicAccessBlock',
  'DeleteAccountPublicAccessBlock',
  'GetStorageLensDashboardDataInternal',
  'JobCreated',
  'PostObject',
  'DeleteObjects',
  'CreateAccessPointForObjectLambda',
])('%s is a name that CloudTrail writes', name => {
  expect(s3.has(name)).toBe(true)
})

test('what is never written is in no list, and what stands in its place is', () => {
  for (const [name, written] of neverWritten) {
    expect([name, lower.has(name.toLowerCase())]).toEqual([name, false])
    expect([written, s3.has(written)]).toEqual([written, true])
  }
})

test('a name is listed once, and looks like one', () => {
  for (const [service, names] of cloudTrailEventNames) {
    expect(service).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/)
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z0-9]+$/)
  }
})
