import { expect, test } from 'vitest'
import { exampleFinding } from '../../../test/fixtures/example-finding.ts'
import { type AllowEntry, applyAllow } from '../index.ts'

const entry = (match: AllowEntry['match'], more: Partial<AllowEntry> = {}): AllowEntry => ({
  match,
  reason: 'nightly copy',
  owner: 'storage team',
  at: { file: 'bucketwatch.yaml', line: 3 },
  ...more,
})
const day = Date.parse('2026-11-24T00:00:00Z')
const hides = (match: AllowEntry['match'], finding = exampleFinding()): boolean =>
  applyAllow([finding], [entry(match)], day).suppressed.length === 1

test.each<[string, AllowEntry['match'], boolean]>([
  ['the detection', { detection: ['bucket-replicated'] }, true],
  ['another detection', { detection: ['bucket-opened-by-acl'] }, false],
  ['any of several values', { detection: ['bucket-opened-by-acl', 'bucket-replicated'] }, true],
  ['a glob of the principal', { 'actor.principal': ['*:role/back*'] }, true],
  ['a part of the principal that is no glob', { 'actor.principal': ['backup'] }, false],
  ['a network of the address', { 'network.ip': ['192.0.2.0/24'] }, true],
  ['a network beside the address', { 'network.ip': ['192.0.2.128/25'] }, false],
  ['all of several fields', { detection: ['bucket-*'], bucket: ['amzn-s3-demo-*'], outcome: ['success'] }, true],
  ['one field of several only', { detection: ['bucket-*'], bucket: ['other'] }, false],
  ['a field that the finding lacks', { 'network.asn': ['*'] }, false],
  ['nothing at all', {}, false],
])('an entry for %s hides: %s', (_, match, expected) => {
  expect(hides(match)).toBe(expected)
})

test('what is about more than the entry is not hidden by it', () => {
  const buckets = exampleFinding({ buckets: ['amzn-s3-demo-bucket', 'amzn-s3-demo-other'] })
  expect(hides({ bucket: ['amzn-s3-demo-bucket'] }, buckets)).toBe(false)
  expect(hides({ bucket: ['amzn-s3-demo-*'] }, buckets)).toBe(true)
  const addresses = exampleFinding({
    entities: [{ type: 'ip-address', role: 'attacker', value: '203.0.113.9' }],
  })
  expect(hides({ 'network.ip': ['192.0.2.0/24'] }, addresses)).toBe(false)
})

test('an entry hides until the day it expires, and then says what it would have hidden', () => {
  const finding = exampleFinding()
  const until = (expires: number) => applyAllow([finding], [entry({ bucket: ['*'] }, { expires })], day)
  expect(until(day + 1)).toMatchObject({ shown: [], suppressed: [finding], uses: [{ state: 'used' }] })
  expect(until(day)).toMatchObject({
    shown: [finding],
    suppressed: [],
    uses: [{ state: 'expired', hidden: [finding.id] }],
  })
})

test('every finding is shown or suppressed, and each entry tells what it covers', () => {
  const [one, other] = [exampleFinding(), exampleFinding({ id: 'fedcba9876543210', outcome: 'denied' })]
  const entries = [entry({ outcome: ['denied'] }), entry({ outcome: ['denied', 'failed'] }), entry({ region: ['x'] })]
  expect(applyAllow([one, other], entries, day)).toMatchObject({
    shown: [one],
    suppressed: [other],
    uses: [
      { state: 'used', hidden: [other.id] },
      { state: 'used', hidden: [other.id] },
      { state: 'unused', hidden: [] },
    ],
  })
})
