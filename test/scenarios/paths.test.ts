import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Run, runProgram, spawnProgram } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-paths-'))
const log = 'log ä 1.json'

const deletion = {
  eventVersion: '1.11',
  userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' },
  eventTime: '2026-10-01T12:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket' },
  eventID: '2f1d2c3b-0000-4000-8000-000000000001',
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
}

beforeAll(() => {
  for (const name of ['folder', 'logs']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'empty'), '')
  writeFileSync(join(folder, 'garbage'), Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 131) % 256)))
  writeFileSync(join(folder, 'logs', log), JSON.stringify({ Records: [deletion] }))
  cpSync(resolve('detections/bucket-replicated'), join(folder, 'bucket-replicated'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Nobody learns from the name of a system call what to do. */
function expectPlain({ stderr }: Run): void {
  expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b|node:|\n {4}at |Error:/)
  expect(stderr.trimEnd()).not.toBe('')
}

const noSuch = /there is no such (state )?file/i
const isFolder = /is a folder/
const belowFile = /a part of (this|its) path is a file, not a folder/
const noMatch = /no file matches/i
const noLog = /there is no (log|file) in .*; expected CloudTrail files or S3 server access logs/

/** A command with a path; for each kind of path, what it says. */
const commands: readonly (readonly [words: string, code: number, Readonly<Record<string, RegExp>>])[] = [
  ['scan %', 3, { missing: noSuch, folder: noLog, empty: noLog, garbage: noLog, 'empty/x': belowFile, 'no*': noMatch }],
  ...['backtest %', 'explain abcd1234 %', 'detections coverage %', 'baseline learn % --state new.db'].map(
    words => [words, 3, { missing: noSuch, garbage: noLog }] as const,
  ),
  [
    'config check --config %',
    2,
    { missing: noSuch, folder: isFolder, garbage: /map of settings/, 'empty/': belowFile },
  ],
  ['config show --config %', 2, { missing: noSuch, folder: isFolder, 'empty/x': belowFile }],
  ['allow list --config %', 2, { missing: noSuch, folder: isFolder }],
  [
    'init %',
    2,
    { folder: /such a file already/, 'missing/x': /no folder missing; make it first/, 'empty/x': belowFile },
  ],
  [
    'baseline import % --state new.db',
    3,
    { missing: noSuch, folder: isFolder, garbage: /no line of an exported baseline/, 'empty/': belowFile },
  ],
  ...['findings list', 'findings export', 'baseline export', 'baseline show x', 'allow check'].map(
    words => [`${words} --state %`, 5, { missing: noSuch, folder: isFolder, garbage: /no state file/ }] as const,
  ),
  ...['scan logs', 'baseline learn logs'].map(
    words => [`${words} --state %`, 5, { folder: isFolder, garbage: /no state file/, 'empty/x': belowFile }] as const,
  ),
  [
    'allow check --findings %',
    3,
    { missing: noSuch, folder: isFolder, garbage: /line 1 is no JSON/, 'empty/': belowFile },
  ],
  [
    'scan logs --rules %',
    2,
    {
      missing: noSuch,
      folder: /neither a detection folder nor a \.yml/,
      garbage: /not text in UTF-8/,
      'empty/': belowFile,
    },
  ],
  ['detections lint %', 2, { missing: noSuch, folder: /neither a detection folder nor/, '-': noSuch }],
  ['detections test %', 2, { missing: /neither a detection nor a path/, folder: /neither a/, garbage: /UTF-8/ }],
  ['scan logs --mmdb %', 2, { missing: noSuch, folder: isFolder, garbage: /not a MaxMind DB file/, empty: /MaxMind/ }],
  [
    'scan logs -f json -o %',
    2,
    { folder: /is a folder; name a file in it/, 'missing/x.json': /no folder missing/, 'empty/x.json': belowFile },
  ],
  ['scan logs -o %', 2, { folder: /is a folder; name a file in it/, 'folder/': isFolder, garbage: /does not tell/ }],
  ['doctor %', 2, { '-': /standard input cannot be tried/ }],
  ['watch % --state new.db', 3, { missing: noSuch, 'empty/x': belowFile, '-': noSuch }],
  ['detections new a-b --in %', 2, { empty: belowFile }],
  ['detections new %', 2, { 'x/A_b': /lower-case words joined by hyphens, such as a-b/, folder: /there already/ }],
]

const rows = commands.flatMap(([words, code, kinds]) =>
  Object.entries(kinds).map(([path, said]) => ({ words, path, code, said })),
)

test.each(rows)('$words with $path is refused with $code in plain words', async ({ words, path, code, said }) => {
  const given = words.split(' ').map(word => (word === '%' ? path : word))
  const run = await runProgram(given, { cwd: folder })
  expectPlain(run)
  expect(run.stderr).toMatch(said)
  expect(run.code).toBe(code)
})

test('an import of what is not there makes no state file', async () => {
  await runProgram(['baseline', 'import', 'missing', '--state', 'untouched.db'], { cwd: folder })
  const { code, stderr } = await runProgram(['findings', 'list', '--state', 'untouched.db'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringMatching(noSuch) })
})

test.each(['logs', 'logs/', 'logs/*', `logs/${log}`, './logs/../logs'])('%s is read', async path => {
  const { code, stdout } = await runProgram(['scan', path, '-q'], { cwd: folder })
  expect(code).toBe(0)
  expect(stdout).toContain('"slug":"bucket-deleted"')
})

test('a command that is printed to be pasted quotes names with spaces', async () => {
  const made = await runProgram(['init', 'my ä.yaml'], { cwd: folder })
  expect(made.stderr).toContain(`config check --config 'my ä.yaml'`)
  const detection = await runProgram(['detections', 'new', join(folder, 'own rules', 'bucket-seen')])
  expect(detection.code).toBe(0)
  expect(detection.stderr).toContain(`detections test '${join(folder, 'own rules', 'bucket-seen')}'`)
})

describe('detections test', () => {
  const passed = async (path: string) => {
    const { code, stdout } = await runProgram(['detections', 'test', path], { cwd: folder })
    return { code, sum: stdout.trim().split('\n').at(-1) }
  }

  test.each([
    ['bucket-replicated', '10 passed, 0 failed'],
    ['bucket-replicated/detection.yml', '10 passed, 0 failed'],
    ['bucket-replicated/silent/', '5 passed, 0 failed'],
    ['bucket-replicated/fires/denied.json', '1 passed, 0 failed'],
    ['AWS exfiltration via bucket replication', '10 passed, 0 failed'],
  ])('runs the cases of %s', async (path, sum) => {
    expect(await passed(path)).toEqual({ code: 0, sum })
  })

  test('says of a rule without cases where cases are, and what checks a rule alone', async () => {
    cpSync(join(folder, 'bucket-replicated', 'detection.yml'), join(folder, 'alone.yml'))
    const { code, stdout } = await runProgram(['detections', 'test', 'alone.yml'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout).toMatch(/alone\.yml: There are no cases to run.*detections lint/)
  })
})

describe.skipIf(process.platform === 'win32')('what this user may not read', () => {
  const stranger = process.getuid?.() === 0 ? { user: 65_534 } : {}

  beforeAll(() => {
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'locked'), JSON.stringify({ Records: [deletion] }), { mode: 0 })
    chmodSync(join(folder, 'locked'), 0)
    mkdirSync(join(folder, 'closed'), { mode: 0 })
  })
  afterAll(() => chmodSync(join(folder, 'closed'), 0o755))

  test.each([
    ['scan locked', 3],
    ['explain abcd1234 closed', 3],
    ['baseline import locked', 3],
    ['config check --config locked', 2],
    ['findings list --state locked', 5],
    ['scan logs --rules locked', 2],
    ['scan logs --rules closed', 2],
    ['scan logs -o closed/report.json', 2],
  ])(
    '%s says so and exits with %i',
    async (words, code) => {
      const run = await spawnProgram(words.split(' '), { cwd: folder, env: { HOME: folder }, ...stranger })
      expectPlain(run)
      expect(run.stderr).toContain('this user has no permission for it')
      expect(run.code).toBe(code)
    },
    30_000,
  )
})
