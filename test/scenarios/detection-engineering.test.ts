import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '#content'
import { reportSchema } from '../../src/reports/schemas.ts'
import { runProgram } from './run-program.ts'

/** Versioning of a bucket suspended by a role, on two days. */
const suspension = (bucket: string, role: string, day: number) => ({
  eventVersion: '1.11',
  eventTime: `2026-11-0${day}T10:00:00Z`,
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketVersioning',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: '[aws-cli/2.31.18]',
  requestParameters: { bucketName: bucket, VersioningConfiguration: { Status: 'Suspended' } },
  eventID: `00000000-0000-4000-8000-00000000000${day}`,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::111122223333:assumed-role/${role}/session`,
    accountId: '111122223333',
    sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/${role}` } },
  },
})

const allowed = `allow:
  - match: { detection: bucket-versioning-suspended, actor.principal: '*:role/archive' }
    reason: the archive is written once
    owner: storage team
  - match: { bucket: amzn-s3-demo-elsewhere }
    reason: nothing is there
    owner: storage team
`

let folder: string
let logs: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucketwatch-engineering-'))
  logs = join(folder, 'logs')
  await mkdir(logs)
  const records = [suspension('amzn-s3-demo-archive', 'archive', 2), suspension('amzn-s3-demo-bucket', 'operations', 4)]
  await writeFile(join(logs, 'trail.json'), JSON.stringify({ Records: records }))
  await writeFile(join(folder, 'bucketwatch.yaml'), allowed)
})

const run = (...words: string[]) => runProgram(words, { cwd: folder })

describe('allow entries', () => {
  test('hide what they cover from a scan, keep it in the report, and are named when they hide nothing', async () => {
    const { code, stdout, stderr } = await run('scan', logs, '-f', 'json')
    expect(code).toBe(0)
    const { findings, suppressed, allow } = reportSchema.parse(JSON.parse(stdout))
    expect(findings.map(({ buckets }) => buckets)).toEqual([['amzn-s3-demo-bucket']])
    expect(suppressed.map(({ buckets }) => buckets)).toEqual([['amzn-s3-demo-archive']])
    expect(allow.map(({ state, hidden }) => [state, hidden])).toEqual([
      ['used', suppressed.map(({ id }) => id)],
      ['unused', []],
    ])
    expect(stderr).toMatch(/allowed +1 finding hidden by 1 allow entry; 1 unused \(.*bucketwatch\.yaml:5:\d+\)/)
  })

  test('do not let a bucket that was not asked for into the report', async () => {
    const { stdout } = await run('scan', logs, '-f', 'json', '--bucket', 'amzn-s3-demo-bucket')
    const { findings, suppressed } = reportSchema.parse(JSON.parse(stdout))
    expect([findings.length, suppressed.length]).toEqual([1, 0])
  })
})

describe('backtest', () => {
  test('says of each detection how often it speaks, about whom, and what is hidden of it', async () => {
    const { code, stdout } = await run('backtest', logs, '-f', 'json')
    expect(code).toBe(0)
    const backtest: unknown = JSON.parse(stdout)
    expect(backtest).toMatchObject({
      from: '2026-11-02',
      days: 3,
      allow: [
        { state: 'used', hides: { 'bucket-versioning-suspended': 1 } },
        { state: 'unused', hides: {} },
      ],
    })
    expect(backtest).toHaveProperty(
      'detections.0',
      expect.objectContaining({
        slug: 'bucket-versioning-suspended',
        findings: 1,
        hidden: 1,
        perDay: [1, 0, 1],
        actors: [
          { principal: 'arn:aws:iam::111122223333:role/archive', findings: 1 },
          { principal: 'arn:aws:iam::111122223333:role/operations', findings: 1 },
        ],
      }),
    )
  })

  test('says why its rows hold more findings than there are', async () => {
    const demo = join(packageRoot(), 'demo', 'logs')
    const { stdout } = await run('backtest', demo, '-f', 'json')
    const { findings, inSeveralRows, detections } = JSON.parse(stdout) as {
      readonly findings: number
      readonly inSeveralRows: number
      readonly detections: readonly { readonly findings: number }[]
    }
    expect(inSeveralRows).toBeGreaterThan(0)
    // In the demo, none is named by more than two.
    expect(detections.reduce((sum, row) => sum + row.findings, 0)).toBe(findings + inSeveralRows)
    expect((await run('backtest', demo)).stdout).toContain(
      `${findings} findings in all: ${inSeveralRows} of them are in more than one row`,
    )
  })

  test('shows a table of those that were asked for, and refuses a name that is none', async () => {
    const { stdout } = await run('backtest', logs, '--detection', 'bucket-versioning-suspended')
    expect(stdout).toContain('3 days from 2026-11-02')
    expect(stdout).toMatch(/bucket-versioning-suspended +medium +1 +1 +0\.7 +1 /)
    expect(stdout).toContain('hides 1 of bucket-versioning-suspended  (the archive is written once; storage team)')
    const wrong = await run('backtest', logs, '--detection', 'bucket-versioning-suspend')
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('did you mean bucket-versioning-suspended?')
  })
})

describe('detections coverage', () => {
  interface Row {
    readonly id: string
    readonly detections: readonly string[]
    readonly findings?: number
    readonly blind?: boolean
  }
  const rows = async (...words: string[]): Promise<Row[]> =>
    JSON.parse((await run('detections', 'coverage', '-f', 'json', ...words)).stdout) as Row[]

  test('names the detections of each behaviour', async () => {
    expect((await rows()).find(({ id }) => id === 'peer-08')).toMatchObject({
      detections: ['bucket-versioning-suspended'],
    })
    const { stdout } = await run('detections', 'coverage')
    expect(stdout).toMatch(/^Versioning suspended +bucket-versioning-suspended/m)
    expect(stdout).not.toMatch(/\b(?:peer|gap)-\d/)
    expect(stdout).toMatch(/\d+ behaviours, \d+ of them with a detection/)
  })

  test('says of logs what was seen in them, and what could not be', async () => {
    const seen = new Map((await rows(logs)).map(row => [row.id, row]))
    expect(seen.get('peer-08')).toMatchObject({ findings: 2, blind: false })
    expect(seen.get('peer-41')).toMatchObject({ findings: 0, blind: true })
    const layer = await run('detections', 'coverage', logs, '-f', 'navigator')
    expect(JSON.parse(layer.stdout)).toMatchObject({ name: 'Bucketwatch: seen in these logs' })
  })

  test('counts nothing for a detection that is off', async () => {
    const config = join(folder, 'off.yaml')
    await writeFile(config, 'detections: { disable: [bucket-versioning-suspended] }\n')
    const row = (await rows('--config', config)).find(({ id }) => id === 'peer-08')
    expect(row).toMatchObject({ detections: [] })
  })
})

describe('detections lint', () => {
  const rule = (title: string, call: string) =>
    `title: ${title}\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  call: ${call}\n  condition: call\n`

  test('tells of a folder of foreign rules what each has, and exits by it', async () => {
    const rules = join(folder, 'foreign')
    await mkdir(rules)
    await writeFile(join(rules, 'good.yml'), rule('Good', '{ eventSource: s3.amazonaws.com, eventName: PutBucketAcl }'))
    await writeFile(join(rules, 'odd.yml'), rule('Odd', '{ eventName: DeleteBucket }'))
    const odd = await run('detections', 'lint', rules)
    expect(odd.code).toBe(0)
    expect(odd.stdout).toMatch(/odd\.yml:3:\d+: warning BW302 The rule names the call \(`DeleteBucket`\)/)
    expect(odd.stdout).toContain('2 files, 2 detections')
    expect((await run('detections', 'lint', rules, '--strict')).code).toBe(1)
    await writeFile(join(rules, 'refused.yml'), rule('Refused', '{ eventSource: s3.amazonaws.com, evntName: x }'))
    const refused = await run('detections', 'lint', rules, '-f', 'json')
    expect(refused.code).toBe(1)
    const { findings } = JSON.parse(refused.stdout) as { findings: { severity: string; suggestion?: string }[] }
    expect(findings.find(({ severity }) => severity === 'error')).toMatchObject({ suggestion: 'eventName' })
  })
})

test('rules that cannot be used end a run, unless they are to be skipped: then they are named, and --strict minds', async () => {
  const rules = join(folder, 'mixed')
  await mkdir(rules)
  const call = (name: string) =>
    `title: A call\nlogsource: { product: aws, service: cloudtrail }\ndetection: { call: { ${name}: PutBucketVersioning }, condition: call }\n`
  await writeFile(join(rules, 'good.yml'), call('eventName'))
  await writeFile(join(rules, 'bad.yml'), call('evntName'))
  const refused = await run('scan', logs, '--rules', rules)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  const skipped = await run('scan', logs, '-q', '--rules', rules, '--skip-unusable')
  expect(skipped.code).toBe(0)
  expect(skipped.stdout).toContain('"slug":"good"')
  expect(skipped.stderr).toMatch(
    /left out, since they cannot be used:\n {2}.*bad\.yml:3:\d+: .*did you mean `eventName`/,
  )
  expect((await run('scan', logs, '-q', '--strict', '--rules', rules, '--skip-unusable')).code).toBe(4)
})

test('a run that ends so tells of every rule at once, whichever step refuses it', async () => {
  const rules = join(folder, 'refused')
  await mkdir(rules)
  const rule = (search: string, condition = 'call') =>
    `title: A call\nlogsource: { product: aws, service: cloudtrail }\ndetection: { call: { ${search} }, condition: ${condition} }\n`
  await writeFile(join(rules, 'field.yml'), rule('evntName: PutBucketVersioning'))
  await writeFile(join(rules, 'modifier.yml'), rule('eventName|contain: Versioning'))
  await writeFile(join(rules, 'aggregation.yml'), rule('eventName: GetObject', 'call | count() by awsRegion > 9'))
  await writeFile(
    join(rules, 'correlation.yml'),
    'title: Steps\ncorrelation: { type: temporal, rules: [nowhere, elsewhere], group-by: [awsRegion], timespan: 1h }\n',
  )
  const { code, stderr } = await run('scan', logs, '--rules', rules)
  expect(code).toBe(2)
  for (const file of ['aggregation', 'correlation', 'field', 'modifier']) {
    expect(stderr).toMatch(new RegExp(`^ {2}.*/${file}\\.yml:\\d+:\\d+: `, 'm'))
  }
})

describe('detections test', () => {
  test('writes JUnit, in which a case that fails says what was expected', async () => {
    await run('detections', 'new', 'bucket-renamed-by-hand', '--in', folder)
    const own = join(folder, 'bucket-renamed-by-hand')
    const passed = await run('detections', 'test', own, '-f', 'junit')
    expect(passed.code).toBe(0)
    expect(passed.stdout).toMatch(/<testsuites name="bucketwatch" tests="\d+" failures="0">/)
    await writeFile(join(own, 'fires', 'wrong.json'), JSON.stringify(suspension('amzn-s3-demo-bucket', 'archive', 2)))
    const failed = await run('detections', 'test', own, '-f', 'junit')
    expect(failed.code).toBe(1)
    expect(failed.stdout).toContain('<testcase classname="bucket-renamed-by-hand" name="fires/wrong.json">')
    expect(failed.stdout).toContain('<failure message="expected [{}], got []"/>')
  })
})
