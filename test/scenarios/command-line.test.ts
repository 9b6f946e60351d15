import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '#findings'
import { findingSchema, reportSchema } from '../../src/reports/schemas.ts'
import { runProgram, spawnProgram } from './run-program.ts'

const demo = resolve('demo/logs')

/** A folder with one suspended versioning in a trail file, and one thing of each kind that is no log. */
const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-command-line-'))
const logs = join(folder, 'logs')

const suspension = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:operator',
    arn: 'arn:aws:sts::111122223333:assumed-role/operations/operator',
    accountId: '111122223333',
    sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/operations' } },
  },
  eventTime: '2026-10-01T12:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'PutBucketVersioning',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: '[aws-cli/2.17.32]',
  requestParameters: {
    bucketName: 'amzn-s3-demo-bucket',
    Host: 's3.us-east-1.amazonaws.com',
    versioning: '',
    VersioningConfiguration: { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/', Status: 'Suspended' },
  },
  responseElements: null,
  requestID: 'EXAMPLE123456789',
  eventID: 'f9d1bc6e-9a2f-4f2e-8d0a-3f2f5a0e7b11',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
}
const trail = gzipSync(JSON.stringify({ Records: [suspension] }))

beforeAll(() => {
  mkdirSync(logs)
  writeFileSync(join(logs, '111122223333_CloudTrail_us-east-1_20261001T1205Z_EXAMPLE.json.gz'), trail)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const findingsOf = (stdout: string): Finding[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Finding)

describe('scan on the command line', () => {
  test('prints JSON lines into a pipe, and its account of the run on standard error', async () => {
    const { code, stdout, stderr } = await spawnProgram(['scan', logs])
    expect(code).toBe(0)
    const [finding, ...more] = findingsOf(stdout)
    expect(more).toEqual([])
    expect(findingSchema.parse(finding)).toMatchObject({
      detection: { slug: 'bucket-versioning-suspended' },
      actor: { principal: 'arn:aws:iam::111122223333:role/operations', kind: 'assumed-role' },
      buckets: ['amzn-s3-demo-bucket'],
      eventIds: [suspension.eventID],
      outcome: 'success',
    })
    expect(finding).not.toHaveProperty('events')
    expect(stderr).toContain('1 file, 1 record (CloudTrail 1)')
  })

  test('reads standard input, plain or packed, and stays quiet when told to', async () => {
    for (const stdin of [trail, JSON.stringify(suspension)]) {
      const { code, stdout, stderr } = await spawnProgram(['scan', '-', '-q'], { stdin })
      expect({ code, stderr, found: findingsOf(stdout).length }).toEqual({ code: 0, stderr: '', found: 1 })
    }
  })

  test('writes several formats to several places in one run', async () => {
    const [json, csv, markdown] = ['r.json', 'r.csv', 'r.md'].map(name => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const words = ['-f', 'json', '-o', json, '-f', 'csv', '-o', csv, '-o', markdown, '-f', 'markdown', '-f', 'table']
    const { code, stdout } = await runProgram(['scan', logs, '--evidence', ...words])
    expect(code).toBe(0)
    const report = reportSchema.parse(JSON.parse(readFileSync(json, 'utf8')))
    expect(report.findings[0]?.events).toEqual([suspension])
    expect(readFileSync(csv, 'utf8').split('\r\n')[1]).toContain('bucket-versioning-suspended')
    expect(readFileSync(markdown, 'utf8')).toContain('# S3 activity report')
    expect(stdout).toContain('1 finding: 1 medium')
  })

  test('the demo gives the same bytes with any number of threads, and they satisfy the published schema', async () => {
    const printed = new Set<string>()
    for (const workers of ['1', '3']) {
      printed.add((await runProgram(['scan', demo, '-f', 'json', '-q', '--workers', workers])).stdout)
    }
    const [stdout = '', ...others] = printed
    expect(others).toEqual([])
    // Hours of years are a row of numbers, not a line each.
    expect(stdout).toMatch(/"counts": \[\d+(, \d+)+\]/)
    const report = reportSchema.parse(JSON.parse(stdout))
    expect(report.findings.length).toBeGreaterThan(10)
    expect(report.incidents.length).toBeGreaterThan(0)
  }, 120_000)

  test('tells findings by exit code only when asked to', async () => {
    expect((await runProgram(['scan', logs, '--fail-on', 'medium'])).code).toBe(1)
    expect((await runProgram(['scan', logs, '--fail-on', 'critical'])).code).toBe(0)
  })

  test('a misspelt --bucket is no clean bill: the name that was meant is offered, and no log is said to be missing', async () => {
    const { code, stdout } = await runProgram(['scan', demo, '--bucket', 'amzn-s3-demo-reprots', '-f', 'table'])
    expect(code).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain('--bucket amzn-s3-demo-reprots; did you mean amzn-s3-demo-reports?')
    expect(stdout).toContain('No findings: what was asked for is not in these logs')
    expect(stdout).not.toContain('none are in these logs')
  })

  test('a time past the end of the logs is answered by when they end', async () => {
    const late = await runProgram(['scan', demo, '--from', '2027-01-01', '-f', 'table'])
    expect(late.stdout.replace(/\s+/g, ' ')).toContain(
      'no event after --from 2027-01-01 00:00Z: the logs go from 2026-09-21',
    )
    const early = await runProgram(['scan', demo, '--to', '2020-01-01', '-f', 'table'])
    expect(early.stdout).toContain('no event before --to 2020-01-01 00:00Z')
    expect(early.stdout).not.toContain('none are in these logs')
  })

  test('hides what is below --min-severity', async () => {
    expect((await runProgram(['scan', logs, '--min-severity', 'high'])).stdout).toBe('')
  })

  test('reports nothing from a baseline, and learns before --from', async () => {
    const { code, stdout } = await runProgram(['scan', logs, '--from', '2026-10-02'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    const empty = join(folder, 'empty.json')
    writeFileSync(empty, '{"Records":[]}')
    const learnt = await runProgram(['scan', empty, '--baseline', logs])
    expect({ code: learnt.code, stdout: learnt.stdout }).toEqual({ code: 0, stdout: '' })
  })

  test.each([
    [['--account', '444455556666'], 0],
    [['--account', '111122223333'], 1],
    [['--region', 'eu-west-1'], 0],
    [['--bucket', 'amzn-s3-demo-bucket,other'], 1],
    [['--to', '2026-10-01T12:00:00Z'], 0],
  ] as const)('%j leaves %i finding', async (words, count) => {
    expect(findingsOf((await runProgram(['scan', logs, ...words])).stdout)).toHaveLength(count)
  })

  test.each([
    ['--bucket', 'amzn-s3-demo-bukcet'],
    ['--from', '2026-10-02'],
  ])('scan %s %s, by which nothing is seen, says that events were read', async (...scope) => {
    const { stdout } = await runProgram(['scan', logs, '-f', 'table', ...scope])
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/no S3 activity of what was asked for: \d+ events? that were read/)
  })

  test('shows hostile text from logs harmlessly', async () => {
    const hostile = {
      ...suspension,
      userIdentity: { ...suspension.userIdentity, sessionContext: {}, arn: '\u001b[2Jevil\r\nname' },
    }
    const file = join(folder, 'hostile.json')
    writeFileSync(file, JSON.stringify(hostile))
    const { stdout } = await runProgram(['scan', file, '-f', 'table'])
    expect(stdout).toContain('\\x1b[2Jevil\\x0d\\x0aname')
    expect(stdout).not.toContain('\u001b')
  })

  test('colours only when it is wanted', async () => {
    const coloured = await runProgram(['scan', logs, '-f', 'table'], { env: { FORCE_COLOR: '1' } })
    expect(coloured.stdout).toContain('\u001b[')
    for (const run of [
      await runProgram(['scan', logs, '-f', 'table'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }),
      await runProgram(['scan', logs, '-f', 'table', '--no-color'], { env: { FORCE_COLOR: '1' } }),
    ]) {
      expect(run.stdout).not.toContain('\u001b[')
    }
  })
})

describe('what cannot be used', () => {
  test('ends the process with the code that says so', async () => {
    expect((await spawnProgram(['scan', join(folder, 'nowhere')])).code).toBe(3)
  })

  test('a path that is not there is named, exits with 3, and does not cost the others', async () => {
    const { code, stdout, stderr } = await runProgram(['scan', join(folder, 'nowhere'), logs])
    expect(code).toBe(3)
    expect(findingsOf(stdout)).toHaveLength(1)
    expect(stderr).toContain('nowhere')
  })

  test('a broken file costs only itself, is named, and exits with 4 under --strict', async () => {
    const broken = join(folder, 'broken')
    mkdirSync(broken)
    const two = gzipSync(JSON.stringify({ Records: [suspension, suspension] }), { level: 0 })
    writeFileSync(join(broken, 'cut.json.gz'), two.subarray(0, two.length - 200))
    writeFileSync(join(broken, 'notes.txt'), 'not a log\n')
    const { code, stdout, stderr } = await runProgram(['scan', broken])
    expect(code).toBe(0)
    expect(findingsOf(stdout)).toHaveLength(1)
    expect(stderr).toContain('cut.json.gz')
    expect(stderr).toContain('notes.txt')
    expect((await runProgram(['scan', broken, '--strict'])).code).toBe(4)
  })

  test.each([
    [['scan'], 'missing required argument'],
    [['scan', '--rules', 'rules', 'logs'], 'put the logs first'],
    [['scan', 'x', '--from', 'yesterday'], 'Expected RFC 3339'],
    [['scan', 'x', '--from', '2026-10-02', '--to', '2026-10-01'], '--from must be earlier'],
    [['scan', 'x', '-f', 'xml'], 'Expected one of table'],
    [['scan', 'x', '--min-severity', 'hihg'], 'Expected one of informational'],
    [['scan', 'x', '--colour'], "unknown option '--colour'"],
    [['scna', 'x'], 'Did you mean scan?'],
    [['detections', 'show', 'bucket-replicatd'], 'did you mean bucket-replicated?'],
    [['detections', 'show', 'bucket-held'], 'did you mean bucket-held-to-ransom?'],
    [['detections', 'show', 'AWS Exfiltration via Bucket Replicaton'], 'did you mean bucket-replicated?'],
    [['detections', 'show', 'via datasync'], 'did you mean datasync-task-created?'],
    [['backtest', 'x', '--detection', 'bucket-replicatd'], 'did you mean bucket-replicated?'],
    [['stories', 'show', 'suspicious-aws-s3-activity'], 'did you mean suspicious-aws-s3-activities?'],
    [['stories', 'show', 'Suspicious AWS S3 Activites'], 'did you mean suspicious-aws-s3-activities?'],
    [['stories', 'list', '-f', 'yaml'], 'Expected one of table, json.'],
    [['findings', 'export', '-f', 'markdown'], 'Expected one of jsonl, json, csv.'],
  ])('%j is refused with 2', async (words, message) => {
    const { code, stderr } = await runProgram(words)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  test('what was blind is said by reason, of each detection only with -v, and not at all when nothing was read', async () => {
    const { stderr } = await runProgram(['scan', logs])
    expect(stderr).toMatch(/^blind +\d+ detections?: needs S3 server access logs; none are in these logs \(/m)
    const verbose = await runProgram(['scan', logs, '-v'])
    expect(verbose.stderr).toMatch(/^blind +Objects expired soon after a lifecycle change: needs/m)
    const nothing = await runProgram(['scan', join(folder, 'missing')])
    expect(nothing).toMatchObject({ code: 3, stderr: expect.not.stringContaining('blind') })
  })

  test('a log is never written over', async () => {
    const file = join(folder, 'evidence.json')
    writeFileSync(file, JSON.stringify(suspension))
    const { code, stderr } = await runProgram(['scan', file, '-f', 'json', '-o', file])
    expect(code).toBe(2)
    expect(stderr).toContain('would write over one of the logs')
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify(suspension))
  })

  test('nothing usable exits with 3', async () => {
    const { code, stderr } = await runProgram(['scan', 'README.md', '-q'])
    expect(code).toBe(3)
    expect(stderr).toContain('there is no log in README.md; expected CloudTrail files or S3 server access logs')
  })

  test('a folder in which every file is broken is no clean bill: it exits with 3, and nothing else is said of what is missing', async () => {
    const broken = join(folder, 'all-broken')
    mkdirSync(broken)
    writeFileSync(join(broken, 'cut.json'), '{"Records":[{"eventVersion":"1.11","eventName"')
    writeFileSync(join(broken, 'noise.json.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]))
    writeFileSync(join(broken, 'text.log'), 'not a log\n')
    const { code, stdout, stderr } = await runProgram(['scan', broken, '-f', 'table'])
    expect(code).toBe(3)
    expect(stderr).toContain('nothing could be used of 3 files')
    expect(stdout).toContain('Nothing in these files could be used')
    expect(stdout).toContain('record: ')
    expect(stdout).not.toMatch(/No findings|Blind spots/)
    expect(stdout).toMatch(/doctor .*all-broken/)
    const doctor = await runProgram(['doctor', broken])
    expect(doctor.code).toBe(3)
    expect(doctor.stdout).toContain('none of 3 files is a log of which something can be used')
  })

  const digest = '{"awsAccountId":"111122223333","digestStartTime":"2026-10-01T00:00:00Z","logFiles":[]}'

  test('logs without records are read, and no fault: what they are silent about is said, with exit code 0', async () => {
    const quiet = join(folder, 'quiet')
    mkdirSync(quiet)
    writeFileSync(join(quiet, 'a.json'), '{"Records":[]}')
    writeFileSync(join(quiet, 'digest.json'), digest)
    const { code, stdout } = await runProgram(['scan', quiet, '-f', 'table'])
    expect(code).toBe(0)
    expect(stdout).toContain('No findings: the logs that were read hold no events')
    expect(stdout).toContain('1 of 2 files (1 without a record)')
    expect(stdout).not.toContain('Blind spots')
    const doctor = await runProgram(['doctor', quiet])
    expect(doctor.code).toBe(0)
    expect(doctor.stdout).toMatch(/warning +logs/)
  })

  test('files that come along with logs, without a log, are nothing to search', async () => {
    const signatures = join(folder, 'signatures')
    mkdirSync(signatures)
    writeFileSync(join(signatures, 'digest.json'), digest)
    const { code, stdout } = await runProgram(['scan', signatures, '-f', 'table'])
    expect(code).toBe(3)
    expect(stdout).toContain('Nothing in these files could be used')
    expect(stdout).toContain('digest')
    expect((await runProgram(['doctor', signatures])).code).toBe(3)
  })

  test('what is wrong with many records of a file is said once, unless all of it is asked for', async () => {
    const logs = join(folder, 'torn.json')
    const records = [suspension, ...Array.from({ length: 3 }, () => ({ eventVersion: '1.11' }))]
    writeFileSync(logs, records.map(record => JSON.stringify(record)).join('\n'))
    const { stdout } = await runProgram(['scan', logs, '-f', 'table'])
    expect(stdout.match(/record: /g)).toHaveLength(1)
    expect(stdout.replace(/\s+/g, ' ')).toContain('(and 2 more like it in this file)')
    expect((await runProgram(['scan', logs, '-f', 'table', '-v'])).stdout.match(/record: /g)).toHaveLength(3)
  })

  test('files that were read, skipped and failed add up to those that were found', async () => {
    const mixed = join(folder, 'mixed-up')
    mkdirSync(mixed)
    writeFileSync(join(mixed, 'whole.json'), JSON.stringify({ Records: [suspension] }))
    writeFileSync(join(mixed, 'cut.json'), `{"Records":[${JSON.stringify(suspension)},{"eventVersion":"1.11"`)
    writeFileSync(join(mixed, 'useless.json'), '{"Records":[{"eventVersion":"1.11"')
    writeFileSync(join(mixed, 'empty.json'), '{"Records":[]}')
    writeFileSync(join(mixed, 'note.txt'), 'not a log\n')
    const { code, stdout } = await runProgram(['scan', mixed, '-f', 'json', '-q'])
    expect(code).toBe(0)
    const { account } = reportSchema.parse(JSON.parse(stdout))
    expect(account.files).toEqual({ found: 5, read: 3, empty: 1, skipped: 2, withIssues: 1, failed: 0 })
    const table = await runProgram(['scan', mixed, '-f', 'table'])
    expect(table.stdout).toContain('3 of 5 files (1 without a record)')
    expect(table.stdout).toContain('in part   of 1 file that was used something is missing or unclear')
  })

  test('a file that is used up to where it is cut is told apart from a record that is lost', async () => {
    const file = join(folder, 'early.log')
    const line =
      '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Oct/2026:00:00:38 +0000] 192.0.2.3 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /amzn-s3-demo-bucket1?versioning HTTP/1.1" 200 - 113'
    writeFileSync(file, `${line}\n`)
    const { code, stdout } = await runProgram(['scan', file, '-f', 'table'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/used, but: .*The line ends after/)
  })

  test('a rule with an unsupported feature or a misspelt field is refused with its place', async () => {
    const rule = (detection: string): string =>
      `title: A rule from elsewhere\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n${detection}\n  condition: selection\n`
    writeFileSync(
      join(folder, 'encoded.yml'),
      rule('  selection:\n    requestParameters.key|base64offsets|contains: evil'),
    )
    writeFileSync(join(folder, 'misspelt.yml'), rule('  selection:\n    evntName: PutBucketAcl'))
    const encoded = await runProgram(['scan', logs, '--rules', join(folder, 'encoded.yml')])
    expect(encoded).toMatchObject({ code: 2, stdout: '' })
    expect(encoded.stderr).toMatch(/encoded\.yml:5:\d+: .*base64offsets/)
    const misspelt = await runProgram(['scan', logs, '--rules', join(folder, 'misspelt.yml')])
    expect(misspelt).toMatchObject({ code: 2, stdout: '' })
    expect(misspelt.stderr).toMatch(/misspelt\.yml:5:\d+: .*did you mean `eventName`/)
  })

  test("a user's own Sigma rule runs beside ours", async () => {
    const file = join(folder, 'any-versioning.yml')
    writeFileSync(
      file,
      'title: Any versioning change\nlogsource: { product: aws, service: cloudtrail }\nlevel: high\ndetection:\n  call:\n    eventSource: s3.amazonaws.com\n    eventName: PutBucketVersioning\n  condition: call\n',
    )
    const found = findingsOf((await runProgram(['scan', logs, '--rules', file])).stdout)
    expect(found.map(finding => finding.detection.slug).sort()).toEqual([
      'any-versioning',
      'bucket-versioning-suspended',
    ])
  })
})

describe('the other commands', () => {
  test('what to do next is in the state file when the scan learnt from one', async () => {
    const state = join(folder, 'next.db')
    const { stdout } = await runProgram(['scan', logs, '--state', state, '-f', 'table'])
    expect(stdout).toMatch(/findings show [0-9a-f]{16} --state \S*next\.db/)
    const [, id = ''] = /findings show (\S+)/.exec(stdout) ?? []
    expect((await runProgram(['findings', 'show', id, '--state', state])).code).toBe(0)
  })

  test('explain says why there is a finding, and why an event did or did not match', async () => {
    const [finding] = findingsOf((await runProgram(['scan', logs])).stdout)
    const ofFinding = await runProgram(['explain', finding?.id ?? '', logs])
    expect(ofFinding.stdout).toContain('s3.versioning.suspended equals true')
    const ofEvent = await runProgram(['explain', suspension.eventID, logs])
    expect(ofEvent.stdout).toMatch(/matched +bucket-versioning-suspended/)
    expect(ofEvent.stdout).toMatch(/no match +bucket-mfa-delete-disabled/)
    expect(ofEvent.stdout).not.toContain('bucket-replicated')
    expect(ofEvent.stdout).toMatch(/\d+ detections are about other calls or logs/)
    expect((await runProgram(['explain', 'ffffffffffffffff', logs])).code).toBe(3)
  })

  test('of an id that many records have, one is explained, and the others are named as far as that is of use', async () => {
    const file = join(folder, 'shared.json')
    const twenty = Array.from({ length: 20 }, (_, at) => ({ ...suspension, requestID: `EXAMPLE${at}` }))
    writeFileSync(file, JSON.stringify({ Records: twenty }))
    const heads = (text: string) => text.match(/^PutBucketVersioning /gm)?.length
    const usual = await runProgram(['explain', suspension.eventID, file])
    expect(heads(usual.stdout)).toBe(1)
    expect(usual.stdout).toContain('19 more records have this id (--limit 20 explains all of them)')
    expect(usual.stdout.match(/PutBucketVersioning {2}success .*shared\.json#\d+$/gm)).toHaveLength(10)
    expect(usual.stdout).toContain('  and 9 more\n')
    const more = await runProgram(['explain', suspension.eventID, file, '--limit', '20'])
    expect(heads(more.stdout)).toBe(20)
    expect(more.stdout).not.toContain('this id')
    const json = await runProgram(['explain', suspension.eventID, file, '-f', 'json'])
    expect(JSON.parse(json.stdout)).toHaveLength(10)
    expect(json.stderr).toContain('10 of 20 records: see --limit')
  })

  test.each([
    [['stories', 'show', 'Suspicious AWS S3 activities']],
    [['detections', 'show', 'aws exfiltration via bucket replication', '-f', 'text']],
    [['detections', 'show', 'bucket-replicated', '-f', 'table']],
  ])('%j finds it, and a format by what else it is called', async words => {
    expect(await runProgram(words)).toMatchObject({ code: 0, stderr: '' })
  })

  test('detections new writes a folder that passes detections test and that scan can use', async () => {
    const made = await runProgram(['detections', 'new', 'bucket-renamed-by-hand', '--in', folder])
    expect(made.code).toBe(0)
    const own = join(folder, 'bucket-renamed-by-hand')
    const tested = await runProgram(['detections', 'test', own])
    expect(tested).toMatchObject({ code: 0 })
    expect(tested.stdout).toMatch(/\d+ passed, 0 failed/)
    expect((await runProgram(['scan', logs, '--rules', own])).code).toBe(0)
  })

  test('lists and shows what there is', async () => {
    const list = JSON.parse((await runProgram(['detections', 'list', '-f', 'json'])).stdout) as { slug: string }[]
    expect(list.length).toBeGreaterThan(100)
    for (const { slug } of list.slice(0, 7)) {
      const shown = await runProgram(['detections', 'show', slug])
      expect(shown.stdout).toContain('## Why it matters')
    }
    expect((await runProgram(['stories', 'list'])).stdout).toContain('suspicious-aws-s3-activities')
    expect((await runProgram(['stories', 'show', 'suspicious-aws-s3-activities'])).stdout).toContain('Detections')
  })

  test('completion names the shells that it knows to any other', async () => {
    expect(await runProgram(['completion', 'tcsh'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'bucketwatch: there is no completion script for tcsh, only for bash, zsh and fish\n',
    })
    expect((await runProgram(['completion', 'fihs'])).stderr).toContain('; did you mean fish?')
  })

  test('help of scan says that --state keeps findings, too', async () => {
    expect((await runProgram(['scan', '--help'])).stdout.replaceAll(/\s+/g, ' ')).toContain('keep findings in it')
  })

  test('help marks the options that a command cannot do without', async () => {
    const { stdout } = await runProgram(['allow', 'add', '--help'])
    const required = stdout
      .replaceAll(/\s+/g, ' ')
      .split(/ (?=--\w)/)
      .filter(part => part.includes('(required)'))
    expect(required.map(part => part.split(' ')[0])).toEqual(['--from', '--reason', '--owner', '--expires'])
  })

  test('detections show has no links that lead nowhere, but the names of what they lead to', async () => {
    const { stdout } = await runProgram(['detections', 'show', 'bucket-policy-admits-another-account'])
    expect(stdout).not.toMatch(/\]\(\.\.?\//)
    const { stdout: other } = await runProgram(['detections', 'show', 'bucket-opened-by-acl-over-aws-cli'])
    expect(other).toContain('(bucket-opened-by-acl)')
    expect(other).toMatch(/Names in parentheses are other detections: .*detections show <name>/)
  })

  test.skipIf(process.platform === 'win32')(
    'completion offers in bash what may follow, and leaves files to bash',
    async () => {
      const { stdout: script } = await runProgram(['completion', 'bash'])
      const offered = (...words: string[]): string => {
        const typed = words.map(word => `'${word}'`).join(' ')
        const ask = `COMP_WORDS=(bucketwatch ${typed}); COMP_CWORD=${words.length}; _bucketwatch; echo "\${COMPREPLY[*]}"`
        return execFileSync('bash', ['-c', `${script}\n${ask}`], { encoding: 'utf8' }).trim()
      }
      expect(offered('sc')).toBe('scan')
      expect(offered('findings', 're')).toBe('resolve reopen')
      expect(offered('findings', 'list', '--st')).toBe('--status --state')
      expect(offered('findings', 'list', '--status', 'w')).toBe('withdrawn')
      expect(offered('scan', 'logs', '-f', '')).toBe('table jsonl json csv markdown')
      expect(offered('detections', 'show', 'bucket-replication-d')).toBe('bucket-replication-deleted')
      for (const words of [
        ['scan', ''],
        ['scan', 'logs', '--rules', ''],
        ['config', 'check', '--config', ''],
      ])
        expect(offered(...words)).toBe('')
    },
  )

  test.each(['bash', 'zsh', 'fish'])('completion prints a script for %s', async shell => {
    const { code, stdout } = await runProgram(['completion', shell])
    expect(code).toBe(0)
    expect(stdout).toContain('min-severity')
  })
})
