import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Detection } from '#detect'
import { formatIssue, type Issue, ok, type Result } from '#primitives'
import { readSigmaFile } from './read-detections.ts'

const head = `title: Bucket policy deleted
id: 0b6d1a52-6f0e-4c59-9a8e-2f2c9d3f7a10
tags: [attack.impact, attack.t1485]
logsource: { product: aws, service: cloudtrail }
detection:
  call: { eventSource: s3.amazonaws.com, eventName: DeleteBucketPolicy }
  condition: call
`

const block = `bucketwatch:
  kind: match
  type: anomaly
  outcome: [denied, success]
  group: { by: [actor.principal, s3.bucket], window: 1h }
  message: "{s3.bucket}"
  risk: { confidence: 80, impact: 50 }
`

async function read(text: string): Promise<Result<readonly Detection[]>> {
  const file = join(await mkdtemp(join(tmpdir(), 'bucketwatch-')), 'rule.yml')
  await writeFile(file, text)
  const result = await readSigmaFile(file)
  return result.ok ? ok(result.value.detections) : result
}

async function issuesOf(text: string): Promise<readonly string[]> {
  const result = await read(text)
  const withoutFolder = (issue: Issue): string => formatIssue(issue).replace(/^.*rule\.yml:/, '')
  return result.ok ? [] : result.issues.map(withoutFolder)
}

describe('a bucketwatch block', () => {
  test('is read with its durations in milliseconds and its outcomes in one order', async () => {
    const result = await read(head + block)
    if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
    expect(result.value[0]).toMatchObject({
      slug: 'rule',
      kind: { kind: 'match' },
      outcomes: ['success', 'denied'],
      group: { by: ['actor.principal', 's3.bucket'], window: 3_600_000 },
      attack: { tactics: ['impact'], techniques: ['T1485'] },
      entities: [],
      needs: [],
    })
  })

  test('counts every outcome when it names none, or says any', async () => {
    for (const text of [block.replace(/ {2}outcome.*\n/, ''), block.replace('[denied, success]', 'any')]) {
      const result = await read(head + text)
      expect(result.ok && result.value[0]?.outcomes).toEqual(['success', 'denied', 'failed'])
    }
  })

  test('turns the parameters of a spike into its own names', async () => {
    const spike = `  spike: { by: [actor.principal], every: 1h, history: 30d, deviations: 3, minimum_points: 15, cold_start: 5 }\n`
    const result = await read(head + block.replace('kind: match', 'kind: spike') + spike)
    expect(result.ok && result.value[0]?.kind).toEqual({
      kind: 'spike',
      by: ['actor.principal'],
      every: 3_600_000,
      history: 30 * 86_400_000,
      deviations: 3,
      minimumPoints: 15,
      coldStart: 5,
    })
  })

  test.each([
    ['a misspelt key', 'outcome:', 'outcom:', '11:3: there is no key "outcom" in bucketwatch; did you mean "outcome"?'],
    [
      'a misspelt key further in',
      'impact:',
      'impct:',
      '14:27: there is no key "impct" in bucketwatch.risk; did you mean "impact"?',
    ],
    [
      'a misspelt word',
      'anomaly',
      'anomoly',
      '10:3: bucketwatch.type must be one of ttp, anomaly, hunting, correlation, not "anomoly"; did you mean "anomaly"?',
    ],
    [
      'a misspelt word in a list',
      '[denied, success]',
      '[denied, succes]',
      '11:21: bucketwatch.outcome.1 must be one of success, denied, failed, any, not "succes"; did you mean "success"?',
    ],
    [
      'an unknown kind',
      'kind: match',
      'kind: matches',
      '9:3: bucketwatch.kind must be one of match, first-seen, spike, correlation, not "matches"; did you mean "match"?',
    ],
    [
      'a length of time without a unit',
      '1h',
      '"90"',
      '12:46: bucketwatch.group.window must be a length of time such as 90s, 15m, 24h or 7d, not "90"',
    ],
    ['a percentage above 100', '80', '101', '14:11: bucketwatch.risk.confidence must be 100 or less, not 101'],
    ['a missing key', '  message: "{s3.bucket}"\n', '', '8:1: bucketwatch.message is missing; it must be a text'],
    [
      'parameters of another kind',
      'kind: match',
      'kind: match\n  spike: {}',
      '10:3: the key "spike" does not belong in bucketwatch',
    ],
  ])('refuses %s with its place', async (_, from, to, expected) => {
    expect((await issuesOf(head + block.replace(from, to))).join('\n')).toContain(expected)
  })

  test('needs the parameters of its kind', async () => {
    expect(await issuesOf(head + block.replace('kind: match', 'kind: first-seen'))).toEqual([
      '8:1: bucketwatch.first-seen is missing; it must be a map',
    ])
  })

  test('needs an id', async () => {
    const [issue] = await issuesOf((head + block).replace(/^id: .*\n/m, ''))
    expect(issue).toContain('id is missing')
  })

  test('refuses an adjustment whose condition is no search, at the place of the modifier', async () => {
    const risk = `risk:\n    confidence: 1\n    impact: 1\n    adjustments:\n      - { when: { s3.bucket|contans: x }, add: 1, reason: r }\n`
    const [issue] = await issuesOf(head + block.replace(/risk: .*\n/, risk))
    expect(issue).toMatch(/^18:\d+: .*contans/)
  })

  test('refuses a tag that ATT&CK does not have', async () => {
    const [issue] = await issuesOf((head + block).replace('attack.impact', 'attack.impakt'))
    expect(issue).toBe(
      '3:8: the tag attack.impakt is neither a tactic nor a technique of ATT&CK; did you mean attack.impact?',
    )
  })

  test('is not overlooked when its own name is misspelt', async () => {
    expect(await issuesOf(head + block.replace('bucketwatch:', 'bucket_watch:'))).toEqual([
      '8:1: there is no key "bucket_watch" in a rule; did you mean "bucketwatch"?',
    ])
  })
})
