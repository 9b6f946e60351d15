import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const record = (more: Record<string, unknown>) => ({
  eventVersion: '1.11',
  eventTime: '2026-11-02T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetBucketAcl',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: '[aws-cli/2.31.18]',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket' },
  eventID: '11111111-1111-4111-8111-111111111111',
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::444455556666:assumed-role/auditor/session',
    accountId: '444455556666',
    sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::444455556666:role/auditor' } },
  },
  ...more,
})

const scan = {
  ...record({ eventID: '22222222-2222-4222-8222-222222222222' }),
  userIdentity: { type: 'AWSService', invokedBy: 'access-analyzer.amazonaws.com' },
  sourceIPAddress: 'access-analyzer.amazonaws.com',
}

const rule = `title: Settings read by a stranger
id: 8a0c1a5e-6f0b-4a53-9a55-2f0a6c6b7d11
logsource: { product: aws, service: cloudtrail }
detection:
  call: { eventSource: s3.amazonaws.com, eventName: GetBucketAcl }
  stranger: { actor.external: true }
  condition: call and stranger
bucketwatch:
  kind: match
  type: ttp
  group: { by: [actor.principal], window: 1h }
  message: "{actor.principal} read settings of {s3.bucket}"
  risk: { confidence: 80, impact: 80 }
`

let folder: string
let logs: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucketwatch-configured-'))
  logs = join(folder, 'logs')
  await mkdir(logs)
  await mkdir(join(folder, 'rules'))
  await writeFile(join(logs, 'trail.json'), JSON.stringify({ Records: [record({}), scan] }))
  await writeFile(join(folder, 'rules', 'settings-read-by-stranger.yml'), rule)
})

const run = (words: readonly string[], env: Record<string, string> = {}) => runProgram(words, { cwd: folder, env })
const configure = (text: string) => writeFile(join(folder, 'bucketwatch.yaml'), text)
const slugsIn = (jsonl: string): string[] =>
  jsonl
    .split('\n')
    .filter(line => line !== '')
    .map(line => (JSON.parse(line) as { detection: { slug: string } }).detection.slug)

describe('bucketwatch.yaml', () => {
  test('names the rules, and the accounts that are no strangers', async () => {
    await configure('rules: [rules]\n')
    const { stdout, stderr } = await run(['scan', logs])
    expect(slugsIn(stdout)).toContain('settings-read-by-stranger')
    expect(stderr).toContain('own account 111122223333')
    await configure("rules: [rules]\naccounts: { known: ['444455556666'] }\n")
    const known = await run(['scan', logs])
    expect(slugsIn(known.stdout)).not.toContain('settings-read-by-stranger')
    expect(known.stderr).toContain('known account 444455556666')
  })

  test('gives way to the environment', async () => {
    await configure("rules: [rules]\naccounts: { known: ['444455556666'] }\n")
    const { stdout } = await run(['scan', logs], { BUCKETWATCH_ACCOUNTS__KNOWN: '123456789012' })
    expect(slugsIn(stdout)).toContain('settings-read-by-stranger')
  })

  test('switches detections off and changes their score', async () => {
    await configure('rules: [rules]\ndetections: { disable: [settings-read-by-stranger] }\n')
    expect(slugsIn((await run(['scan', logs])).stdout)).not.toContain('settings-read-by-stranger')
    await configure(
      'rules: [rules]\nrisk: { adjust: [{ detection: settings-read-by-stranger, add: -60, reason: an audit }] }\n',
    )
    const { stdout } = await run(['scan', logs])
    expect(stdout).toContain('{"add":-60,"reason":"an audit"}')
  })

  test('with a mistake ends every run with its place', async () => {
    await configure('rules: [rules]\naccount: { own: [] }\n')
    for (const words of [
      ['scan', logs],
      ['detections', 'list'],
      ['config', 'check'],
    ]) {
      const { code, stderr } = await run(words)
      expect(code).toBe(2)
      expect(stderr).toContain('bucketwatch.yaml:2:1: the key "account" does not belong; did you mean "accounts"?')
    }
    await configure('detections: { disable: [datasync-task-create] }\n')
    const { code, stderr } = await run(['config', 'check'])
    expect(code).toBe(2)
    expect(stderr).toContain('bucketwatch.yaml:1:25: there is no detection "datasync-task-create"')
  })

  test('names each source on this machine that is not there, with its place, and asks no network', async () => {
    await configure('sources:\n  - logs\n  - gone/elsewhere\n  - s3://amzn-s3-demo-logs/AWSLogs/\n')
    const checked = await run(['config', 'check'])
    expect(checked.code).toBe(0)
    expect(checked.stderr).toMatch(/^warning: .*bucketwatch\.yaml:3:5: the source .*gone\/elsewhere: There is no .*\n$/)
    expect(checked.stdout).toContain('good but for 1 warning')
    await configure('sources: [logs]\n')
    expect(await run(['config', 'check'])).toMatchObject({ code: 0, stderr: '' })
  })

  test('is shown with sizes as it writes them, and as numbers to programs', async () => {
    await configure('')
    const shown = (await run(['config', 'show'])).stdout
    expect(shown).toMatch(/^limits\.max_file_size +64GB +default$/m)
    expect(shown).toMatch(/^limits\.max_record_size +16MB +default$/m)
    const { stdout } = await run(['config', 'show', '-f', 'json'])
    expect(stdout).toContain('64000000000')
  })

  test('is shown with where each value is from', async () => {
    await configure('limits: { workers: 2 }\n')
    const { stdout } = await run(['config', 'show', '-f', 'json'], { BUCKETWATCH_BUCKETS__LOGS: 'a,b' })
    const { values } = JSON.parse(stdout) as { values: { path: string; value: unknown; origin: string }[] }
    const of = (path: string) => values.find(value => value.path === path)
    expect(of('limits.workers')).toMatchObject({ value: 2, origin: 'file' })
    expect(of('buckets.logs')).toMatchObject({ value: ['a', 'b'], origin: 'environment' })
    expect(of('limits.max_depth')).toMatchObject({ value: 64, origin: 'default' })
  })

  test('is written by init, passes, and is not written over', async () => {
    const file = 'fresh.yaml'
    const written = await run(['init', file])
    expect(written.code).toBe(0)
    expect(written.stderr).toContain(`config check --config ${file}\n`)
    expect(await readFile(join(folder, file), 'utf8')).toContain('docs/reference/config.schema.json')
    expect((await run(['config', 'check', '--config', file])).code).toBe(0)
    expect((await run(['config', 'init'])).stderr).toContain('is written by: bucketwatch init')
    const again = await run(['init', file])
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('there is such a file already')
  })
})

test('explain says what was known, and that an event was left out as noise', async () => {
  await configure('rules: [rules]\n')
  const found = (await run(['scan', logs])).stdout.split('\n').find(line => line.includes('settings-read-by-stranger'))
  const { id } = JSON.parse(found ?? '{}') as { id: string }
  const why = await run(['explain', id, logs])
  expect(why.stdout).toContain('actor.external')
  expect(why.stdout).toContain('Known here: own account 111122223333')
  const noise = await run(['explain', scan.eventID, logs])
  expect(noise.stdout).toContain("it leaves out what is AWS's own: the event is posture-scan (event.noise)")
})
