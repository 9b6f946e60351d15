import { describe, expect, test } from 'vitest'
import { exampleFinding } from '../../../test/fixtures/example-finding.ts'
import { type AllowEntry, allowMatchOf, covers, reviewAllow, usualFields } from '../index.ts'

const day = 86_400_000
const now = Date.parse('2026-11-24T00:00:00Z')
const entry = (match: AllowEntry['match'], more: Partial<AllowEntry> = {}): AllowEntry => ({
  match,
  reason: 'nightly copy',
  owner: 'storage team',
  at: { file: 'bucketwatch.yaml', line: 3 },
  ...more,
})
const problemsOf = (one: AllowEntry, findings?: readonly ReturnType<typeof exampleFinding>[]) =>
  reviewAllow([one], now, 30 * day, findings)[0]?.problems.map(({ problem }) => problem)

describe('an entry made from a finding', () => {
  const finding = exampleFinding({ buckets: ['amzn-s3-demo-one', 'amzn-s3-demo-two'] })

  test('covers that finding, with all that it is about', () => {
    const match = allowMatchOf(finding, usualFields)
    expect(match).toEqual({
      detection: ['bucket-replicated'],
      'actor.principal': ['arn:aws:iam::111122223333:role/backup'],
      bucket: ['amzn-s3-demo-one', 'amzn-s3-demo-two'],
    })
    expect(covers(entry(match))(finding)).toBe(true)
    expect(covers(entry(match))(exampleFinding({ buckets: ['amzn-s3-demo-other'] }))).toBe(false)
  })

  test('leaves out what the finding has no value of', () => {
    expect(allowMatchOf(exampleFinding({ buckets: [] }), ['detection', 'bucket', 'network.asn'])).toEqual({
      detection: ['bucket-replicated'],
    })
  })
})

describe('the review of an entry', () => {
  const bucket = { bucket: ['amzn-s3-demo-bucket'] }

  test.each<[string, Partial<AllowEntry>, readonly string[]]>([
    ['has no end', {}, []],
    ['ends in a year', { expires: now + 365 * day }, []],
    ['ends in thirty days', { expires: now + 30 * day }, ['expires-soon']],
    ['ends today', { expires: now }, ['expired']],
    ['ended', { expires: now - day }, ['expired']],
  ])('one that %s', (_, more, problems) => {
    expect(problemsOf(entry(bucket, more))).toEqual(problems)
  })

  test('one that covers no finding is unused, when there are findings to compare with', () => {
    expect(problemsOf(entry({ bucket: ['amzn-s3-demo-other'] }), [exampleFinding()])).toEqual(['unused'])
    expect(problemsOf(entry({ bucket: ['amzn-s3-demo-other'] }))).toEqual([])
    expect(reviewAllow([entry(bucket)], now, 0, [exampleFinding()])).toMatchObject([{ covers: 1, problems: [] }])
  })

  test.each<[AllowEntry['match'], boolean]>([
    [{ detection: ['bucket-replicated'] }, true],
    [{ 'network.ip': ['0.0.0.0/0'] }, true],
    [{ bucket: ['*'] }, true],
    [{ 'actor.principal': ['*'], bucket: ['**'] }, true],
    [{ 'actor.principal': ['arn:aws:iam::111122223333:role/*'] }, true],
    [{ 'actor.principal': ['*:role/backup'] }, false],
    [{ bucket: ['amzn-s3-demo-*'] }, false],
    [{ 'actor.principal': ['*'], bucket: ['amzn-s3-demo-bucket'] }, false],
    [{ 'actor.session': ['*/nightly'] }, false],
  ])('%j is too broad: %s', (match, expected) => {
    expect(problemsOf(entry(match))?.includes('too-broad')).toBe(expected)
  })
})
