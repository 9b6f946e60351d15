import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { newDetection } from '../new-detection/new-detection.ts'
import { loadRules } from './load-rules.ts'
import { narrowDetections } from './narrow-detections.ts'

const rule = (title: string, more = '', logsource = '{ product: aws, service: cloudtrail }') => `title: ${title}
logsource: ${logsource}
detection:
  call: { eventSource: s3.amazonaws.com, eventName: PutBucketLogging }
  condition: call
${more}`

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

async function load(files: Record<string, string>) {
  const folder = await folderOf(files)
  const result = await loadRules([folder])
  return result.ok
    ? { ...result.value, issues: [] }
    : { detections: [], filters: [], issues: result.issues.map(issue => formatIssue(issue).replace(`${folder}/`, '')) }
}

describe('rules from elsewhere', () => {
  test('load as they are: any outcome, the level as risk, the file as name', async () => {
    const { detections } = await load({
      'aws_S3_logging.yml': rule('Logging {off}', 'level: high\nid: 12345678-1234-4234-8234-123456789012'),
    })
    expect(detections).toMatchObject([
      {
        slug: 'aws-s3-logging',
        id: '12345678-1234-4234-8234-123456789012',
        type: 'ttp',
        kind: { kind: 'match' },
        outcomes: ['success', 'denied', 'failed'],
        risk: { confidence: 100, impact: 75 },
        message: 'Logging (off): {event.action} by {actor.principal}',
      },
    ])
  })

  test.each([
    ['informational', 10, 'anomaly'],
    ['low', 25, 'anomaly'],
    ['medium', 50, 'anomaly'],
    ['high', 75, 'ttp'],
    ['critical', 95, 'ttp'],
  ])('of level %s weigh %d and are %s', async (level, impact, type) => {
    const { detections } = await load({ 'a.yml': rule('A', `level: ${level}`) })
    expect(detections).toMatchObject([{ type, risk: { confidence: 100, impact } }])
  })

  test('may be several in one file, each with a name of its own', async () => {
    const { detections } = await load({ 'many.yml': `${rule('A')}---\n${rule('B')}` })
    expect(detections.map(({ slug }) => slug)).toEqual(['many', 'many-2'])
  })

  test.each([
    [
      '{ product: azure, service: activitylogs }',
      'a.yml:2:1: The rule is for logsource product azure; only aws is read here.',
    ],
    [
      '{ product: aws, service: cloudtrial }',
      'a.yml:2:1: The rule is for logsource service cloudtrial; only cloudtrail or s3_access_log is read here; did you mean "cloudtrail"?',
    ],
    [
      '{ product: aws, service: guardduty }',
      'a.yml:2:1: The rule is for logsource service guardduty; only cloudtrail or s3_access_log is read here.',
    ],
    ['{ category: webserver }', 'a.yml:2:1: The rule is for logsource product (none); only aws is read here.'],
  ])('for other logs are refused by name: %s', async (logsource, expected) => {
    const { issues } = await load({ 'a.yml': rule('A', '', logsource) })
    expect(issues.map(issue => issue.replace(/a\.yml:2:\d+/, 'a.yml:2:1'))).toEqual([expected])
  })

  test('are all or nothing: one that cannot be used stops the load', async () => {
    const { detections, issues } = await load({
      'a.yml': rule('A'),
      'b.yml': rule('B').replace('condition: call', 'condition: cal'),
    })
    expect(detections).toEqual([])
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatch(/^b\.yml:5:/)
  })
})

describe('a folder of rules', () => {
  test('is walked, past hidden folders and the cases of detections', async () => {
    const folder = await folderOf({ 'sigma/aws/a.yaml': rule('A'), '.git/b.yml': 'no rule', 'notes.md': '# no rule' })
    await newDetection('bucket-policy-deleted', { parent: join(folder, 'mine') })
    await writeFile(join(folder, 'mine/bucket-policy-deleted/fires/stray.yml'), 'no rule')
    const result = await loadRules([folder])
    expect(result.ok && result.value.detections.map(({ slug }) => slug)).toEqual(['bucket-policy-deleted', 'a'])
  })

  test('says so when it holds no rule, or is not there', async () => {
    const { issues } = await load({ 'notes.md': '' })
    expect(issues).toEqual([expect.stringContaining('the folder holds neither a detection folder nor')])
    const missing = await loadRules(['no/such/rules.yml'])
    expect(missing.ok || missing.issues.map(formatIssue)).toEqual([
      'no/such/rules.yml: there is no such file or folder',
    ])
  })

  test('may not hold two rules of one name or one id', async () => {
    const id = 'id: 12345678-1234-4234-8234-123456789012'
    const { issues } = await load({ 'x/a.yml': rule('A', id), 'y/a.yml': rule('B', id) })
    expect(issues).toEqual([
      expect.stringMatching(/^y\/a\.yml:1:1: the slug a belongs to .*x\/a\.yml already$/),
      expect.stringMatching(/^y\/a\.yml:6:1: the id 1234.* belongs to .*x\/a\.yml already$/),
    ])
  })
})

describe('a filter among the rules', () => {
  const filter = (rules: string) => `title: Deployments
logsource: { product: aws }
filter:
  rules: ${rules}
  deployment: { actor.principal|endswith: role/deploy }
  condition: not deployment
`

  test.each(['any', '[a]', '[12345678-1234-4234-8234-123456789012]'])('for %s narrows the detection', async rules => {
    const id = 'id: 12345678-1234-4234-8234-123456789012'
    const { detections, filters } = await load({ 'a.yml': rule('A', id), 'filters/deploy.yml': filter(rules) })
    expect(filters).toHaveLength(1)
    const narrowed = narrowDetections(detections, filters)
    expect(narrowed).toMatchObject({
      ok: true,
      value: [{ slug: 'a', rule: { detection: { searches: { call: {} } } } }],
    })
    const [detection] = narrowed.ok ? narrowed.value : []
    expect(JSON.stringify(detection?.rule)).toContain('role/deploy')
  })

  test('for a rule that is not loaded is refused, with the name that was meant', async () => {
    const { detections, filters } = await load({ 'logging.yml': rule('A'), 'f.yml': filter('[loging]') })
    const narrowed = narrowDetections(detections, filters)
    expect(narrowed.ok || narrowed.issues.map(formatIssue)).toEqual([
      expect.stringMatching(/f\.yml:4:11: No rule that is loaded .* `loging`; did you mean `logging`\?/),
    ])
  })
})

const correlation = (generate: string) => `
---
title: Many
correlation: { type: event_count, rules: [base], group-by: [actor.principal], timespan: 1h, condition: { gte: 5 }${generate} }`

test('a correlation is a detection, and its rules are none of their own unless it says so', async () => {
  const slugs = async (generate: string) => {
    const folder = await folderOf({ 'a.yml': `${rule('A', 'name: base')}${correlation(generate)}` })
    const loaded = await loadRules([folder])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues))
    return loaded.value.detections.map(({ slug, title, kind }) => [slug, title, kind.kind])
  }
  expect(await slugs('')).toEqual([['a', 'Many', 'correlation']])
  expect(await slugs(', generate: true')).toEqual([
    ['a', 'A', 'match'],
    ['a-2', 'Many', 'correlation'],
  ])
})

test('placeholders stand for what the host says', async () => {
  const folder = await folderOf({
    'a.yml': rule('A').replace('PutBucketLogging', "'%calls%'").replace('eventName', 'eventName|expand'),
  })
  const known = await loadRules([folder], { placeholders: { calls: ['PutBucketLogging'] } })
  expect(known.ok && known.value.detections).toHaveLength(1)
  const unknown = await loadRules([folder], { placeholders: { call: ['PutBucketLogging'] } })
  expect(unknown).toMatchObject({ ok: false, issues: [{ message: expect.stringContaining('did you mean `%call%`?') }] })
})
