import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { AllowEntry, Finding } from '#findings'
import { reviewAllowed } from '#pipeline'
import { exampleStore, valueOf } from '../fixtures/example-store.ts'
import { runProgram } from './run-program.ts'

const deletion = (bucket: string, at: number) => ({
  eventVersion: '1.11',
  eventTime: `2026-11-02T10:0${at}:00Z`,
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketVersioning',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-cli/2.31.18',
  requestParameters: { bucketName: bucket, versioning: '', VersioningConfiguration: { Status: 'Suspended' } },
  eventID: `11111111-1111-4111-8111-11111111111${at}`,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/deployer',
    accountId: '111122223333',
    userName: 'deployer',
  },
})

let folder: string
let ids: readonly string[]
const run = (words: readonly string[]) => runProgram(words, { cwd: folder })
const why = ['--reason', 'rebuilt every night', '--owner', 'storage team', '--expires', '2099-01-31']
const add = (...more: readonly string[]) =>
  run(['allow', 'add', '--from', ids[0] ?? '', '--findings', 'findings.jsonl', ...why, ...more])
const config = () => readFile(join(folder, 'bucketwatch.yaml'), 'utf8')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucketwatch-'))
  const records = [deletion('amzn-s3-demo-one', 1), deletion('amzn-s3-demo-two', 2)]
  await writeFile(join(folder, 'trail.json'), JSON.stringify({ Records: records }))
  for (const [format, file] of [
    ['jsonl', 'findings.jsonl'],
    ['json', 'report.json'],
  ] as const) {
    await run(['scan', 'trail.json', '-f', format, '-o', file, '-q'])
  }
  const lines = (await readFile(join(folder, 'findings.jsonl'), 'utf8')).trim().split('\n')
  ids = lines.map(line => (JSON.parse(line) as { id: string }).id)
})

const written = '# ours\naccounts:\n    own:   ["111122223333"]   # and no other\n'
beforeEach(() => writeFile(join(folder, 'bucketwatch.yaml'), written))

test('an entry made from a finding hides it, and only it, in the next scan; all else in the file stays', async () => {
  expect(ids).toHaveLength(2)
  expect(await add()).toMatchObject({ code: 0, stdout: expect.stringContaining('and 0 other findings of 2') })
  const text = await config()
  expect(text.startsWith(written)).toBe(true)
  expect(text).toContain('reason: rebuilt every night')
  const next = await run(['scan', 'trail.json', '-f', 'json', '-q'])
  const { findings, suppressed } = JSON.parse(next.stdout) as Record<'findings' | 'suppressed', { id: string }[]>
  expect(findings.map(({ id }) => id)).toEqual([ids[1]])
  expect(suppressed.map(({ id }) => id)).toEqual([ids[0]])
})

test('a misspelt id is answered by the finding that was probably meant', async () => {
  const [id = ''] = ids
  const misspelt = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`
  const { code, stderr } = await add('--from', misspelt)
  expect(code).toBe(3)
  expect(stderr).toContain(`there is no finding "${misspelt}" among 2`)
  expect(stderr).toMatch(new RegExp(`did you mean\\n {2}${id} `))
})

test('explain says of a hidden finding by which entry it is hidden, and of another nothing', async () => {
  await add()
  const hidden = await run(['explain', ids[0] ?? '', 'trail.json'])
  expect(hidden.stdout).toMatch(
    /^Hidden: .* because of the allow entry at bucketwatch\.yaml:\d+:\d+ \(rebuilt every night; storage team\)/,
  )
  expect(hidden.stdout).toContain('s3.versioning.suspended equals true')
  expect((await run(['explain', ids[1] ?? '', 'trail.json'])).stdout).not.toContain('allow entry')
  await writeFile(join(folder, 'bucketwatch.yaml'), (await config()).replace('2099-01-31', '2026-01-01'))
  expect((await run(['explain', ids[0] ?? '', 'trail.json'])).stdout).toMatch(/^Shown again: .* until it expired\./)
})

test('a second entry goes behind the first, and a report in JSON will do for the finding', async () => {
  await add()
  const first = await config()
  const second = await run(['allow', 'add', '--from', ids[1] ?? '', '--findings', 'report.json', ...why])
  expect(second.code).toBe(0)
  expect((await config()).startsWith(first)).toBe(true)
  const listed = await run(['allow', 'list', '-f', 'json'])
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { owner: 'storage team', expires: '2099-01-31', match: { bucket: ['amzn-s3-demo-two'] } },
    { at: expect.stringMatching(/^bucketwatch\.yaml:\d+:\d+$/) },
  ])
})

test('--match widens it, --dry-run writes nothing, and a field that the finding lacks is refused', async () => {
  const dry = await add('--match', 'detection,actor.principal', '--dry-run')
  expect(dry).toMatchObject({ code: 0, stderr: expect.stringContaining('1 other finding of 2') })
  expect(dry.stdout).toMatch(/^allow:\n {2}- match:\n {6}detection: bucket-versioning-suspended\n/)
  expect(await config()).toBe(written)
  expect(await add('--match', 'network.asn')).toMatchObject({ code: 2, stderr: expect.stringContaining('network.asn') })
  expect(await add('--match', 'bukket')).toMatchObject({ code: 2 })
})

test.each([
  [['--findings', 'missing.jsonl'], 3, 'holds no findings'],
  [['--findings', 'trail.json'], 3, 'is no finding'],
  [['--from', 'ffffffff'], 3, 'there is no finding "ffffffff" among 2'],
  [['--from', 'ab'], 3, 'at least its first 4'],
  [['--expires', '2027-02-30'], 2, 'Expected a day'],
  [['--expires', '2020-01-31'], 2, 'from 2020-01-31 on it would hide nothing'],
  [['--expires', '0s'], 2, 'Expected a day to come'],
  [['--expires', '999999999w'], 2, 'Expected a day such as'],
])('%j ends with %d and a reason', async (more, code, reason) => {
  expect(await add(...more)).toMatchObject({ code, stderr: expect.stringContaining(reason) })
  expect(await config()).toBe(written)
})

test('without a state file it says what makes one, and that the JSON of a scan will do', async () => {
  const words = ['--from', '2c1c2c1c', '--reason', 'known', '--owner', 'team', '--expires', 'never']
  const { code, stderr } = await runProgram(['allow', 'add', ...words, '--state', join(folder, 'missing.db')])
  expect(code).toBe(5)
  expect(stderr).toMatch(/There is no such state file.*--findings </)
})

test('a file that is named must be there; an empty one will do, and an entry may have no end', async () => {
  const other = ['--config', 'other.yaml']
  expect((await add(...other)).stderr).toContain('there is no such file')
  await writeFile(join(folder, 'other.yaml'), '')
  expect((await add(...other, '--expires', 'never')).code).toBe(0)
  expect(await readFile(join(folder, 'other.yaml'), 'utf8')).not.toContain('expires')
})

test('check says which entries are expired, broad or unused, with their lines, and exits with 1', async () => {
  const entries = `allow:
  - { match: { detection: bucket-deleted }, reason: tests, owner: us }
  - { match: { bucket: amzn-s3-demo-gone }, reason: gone, owner: us, expires: '2026-01-01' }
  - { match: { bucket: amzn-s3-demo-one }, reason: fine, owner: us, expires: '2099-01-01' }
`
  await writeFile(join(folder, 'bucketwatch.yaml'), entries)
  const checked = await run(['allow', 'check', '--findings', 'findings.jsonl'])
  expect(checked.code).toBe(1)
  expect(checked.stdout.split('\n')).toMatchObject([
    expect.stringMatching(/^bucketwatch\.yaml:2:5: unused: /),
    expect.stringMatching(/^bucketwatch\.yaml:2:5: too-broad: it names neither a bucket nor a principal/),
    expect.stringMatching(/^bucketwatch\.yaml:3:5: expired: it hides nothing since 2026-01-01/),
    expect.stringMatching(/^bucketwatch\.yaml:3:5: unused: /),
    '3 allow entries: 2 to look at',
    '',
  ])
  const rows = JSON.parse((await run(['allow', 'check', '-f', 'json'])).stdout) as { problems: unknown[] }[]
  expect(rows.map(({ problems }) => problems.length)).toEqual([1, 1, 0])
  await writeFile(join(folder, 'bucketwatch.yaml'), written)
  expect(await run(['allow', 'check'])).toMatchObject({ code: 0, stdout: '0 allow entries: nothing to say\n' })
})

test('what watch has kept will do as well: an entry is made from it, compared with it, and has its count', async () => {
  const state = join(folder, 'state.db')
  const keeping = exampleStore(state)
  const lines = (await readFile(join(folder, 'findings.jsonl'), 'utf8')).trim().split('\n')
  valueOf(
    keeping.transaction(() => {
      for (const line of lines) keeping.findings.put(JSON.parse(line) as Finding, { at: 1, by: 'bucketwatch' })
    }),
  )
  const made = await run(['allow', 'add', '--from', ids[0] ?? '', '--state', state, ...why])
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('and 0 other findings of 2') })
  const check = () => run(['allow', 'check', '--state', state])
  expect((await check()).stdout).toBe('1 allow entry: nothing to say; 0 findings hidden so far\n')
  const { stdout } = await run(['allow', 'list', '-f', 'json'])
  const [{ match, reason, owner, expires }] = JSON.parse(stdout) as [AllowEntry & { expires: string }]
  const entry = { match, reason, owner, expires: Date.parse(expires), at: { file: 'bucketwatch.yaml' } }
  expect(valueOf(reviewAllowed(keeping, [entry], 2))).toEqual(new Set([ids[0]]))
  expect((await check()).stdout).toBe('1 allow entry: nothing to say; 1 finding hidden so far\n')
  const rows = JSON.parse((await run(['allow', 'check', '--state', state, '-f', 'json'])).stdout) as object[]
  expect(rows).toMatchObject([{ hidden: 1, problems: [] }])
  keeping.close()
})
