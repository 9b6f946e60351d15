import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '#findings'
import { findingStatuses } from '#store'
import { findingSchema } from '../../src/reports/schemas.ts'
import { exampleFinding } from '../fixtures/example-finding.ts'
import { exampleStore, valueOf } from '../fixtures/example-store.ts'
import { type Run, runProgram } from './run-program.ts'

const why = [
  { field: 'eventName', operator: 'equals', expected: 'PutBucketReplication', actual: 'PutBucketReplication' },
]
const evidence = [
  { eventId: 'e1', time: '2026-11-01T10:00:00.000Z', action: 'PutBucketReplication', file: 'a.json', record: 3 },
]
const example = (id: string, changes: Partial<Finding> = {}): Finding =>
  exampleFinding({ id, why, evidence, ...changes })

const [mild, grave, old, dealtWith] = [
  'aaaa000000000001',
  'aaaa000000000002',
  'bbbb000000000003',
  'cccc000000000004',
] as const
const findings = [
  example(mild, { severity: 'low', message: 'a copy \u001b[31mwas made' }),
  example(grave, { severity: 'critical', buckets: ['amzn-s3-demo-other'] }),
  example(old, { lastSeen: '2026-10-01T10:00:00.000Z', firstSeen: '2026-10-01T10:00:00.000Z' }),
  example(dealtWith),
]

let root: string
let state: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bucketwatch-findings-'))
  state = join(root, 'state.db')
  const store = exampleStore(state)
  valueOf(
    store.transaction(() => {
      for (const finding of findings) store.findings.put(finding, { at: Date.UTC(2026, 10, 2), by: 'bucketwatch' })
      store.findings.setStatus(dealtWith, 'resolved', {
        at: Date.UTC(2026, 10, 3),
        by: 'analyst',
        reason: 'our backup',
      })
      store.incidents.replace(
        [
          {
            schema: 'bucketwatch.incident/1',
            id: 'dddd000000000005',
            entity: { type: 'ip-address', role: 'attacker', value: '192.0.2.10' },
            severity: 'high',
            score: 120,
            reason: 'findings add up within 7 days',
            tactics: ['exfiltration'],
            findings: [grave, old],
            firstSeen: '2026-10-01T10:00:00.000Z',
            lastSeen: '2026-11-01T10:00:00.000Z',
          },
        ],
        1,
      )
    }),
  )
  store.close()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const run = (...words: string[]): Promise<Run> => runProgram(['findings', ...words, '--state', state])
const linesOf = (stdout: string): { id: string; status: string }[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as { id: string; status: string })
const statusOf = async (id: string): Promise<string | undefined> =>
  linesOf((await run('list', '--status', 'all')).stdout).find(line => line.id === id)?.status

describe('findings list', () => {
  test('asks whether another detection was meant by a name that none has', async () => {
    for (const command of ['list', 'export']) {
      const none = await run(command, '--detection', 'bucket-versioning-suspnded')
      expect(none).toMatchObject({ code: 2, stdout: '' })
      expect(none.stderr).toContain(
        'there is no detection "bucket-versioning-suspnded"; did you mean bucket-versioning-suspended?',
      )
    }
  })

  test.each([
    ['amzn-s3-demo-othr', '; did you mean amzn-s3-demo-other?'],
    ['role/bakcup', '; did you mean role/backup?'],
    ['192.0.2.99', ''],
  ])('says that no finding was ever about %s, which is no failure', async (entity, near) => {
    const none = await run('list', '--entity', entity)
    expect(none).toMatchObject({ code: 0, stdout: '' })
    expect(none.stderr).toBe(`bucketwatch: no finding in ${state} is about "${entity}"${near}\n`)
  })

  test('stays quiet about a name that only findings of another status have', async () => {
    expect(await run('list', '--entity', 'amzn-s3-demo-other', '--status', 'withdrawn')).toMatchObject({ stderr: '' })
  })

  test.each<[string[], string[]]>([
    [[], [grave, old, mild]],
    [['--limit', '1'], [grave]],
    [['--status', 'resolved'], [dealtWith]],
    [
      ['--status', 'all'],
      [grave, dealtWith, old, mild],
    ],
    [
      ['--severity', 'low,critical'],
      [grave, mild],
    ],
    [
      ['--min-severity', 'medium'],
      [grave, old],
    ],
    [
      ['--since', '2026-10-31'],
      [grave, mild],
    ],
    [['--entity', 'amzn-s3-demo-other'], [grave]],
    [['--entity', 'backup', '--min-severity', 'critical'], [grave]],
    // Of a detection that found nothing.
    [['--detection', 'bucket-versioning-suspended'], []],
  ])('%j', async (words, expected) => {
    const { code, stdout } = await run('list', ...words)
    expect(code).toBe(0)
    expect(linesOf(stdout).map(({ id }) => id)).toEqual(expected)
    for (const line of linesOf(stdout)) findingSchema.parse(line)
  })

  test('as a table shows what was said of each, says what is left out, and is harmless', async () => {
    const { stdout } = await run('list', '-f', 'table', '--status', 'all', '--limit', '2', '--no-color')
    expect(stdout).toContain('4 findings, the gravest 2: 1 open, 1 resolved')
    expect(stdout).toContain('resolved 2026-11-03 00:00Z by analyst: our backup')
    expect(stdout).toContain('and 2 more')
    expect((await run('list', '-f', 'table')).stdout).not.toContain('\u001b')
    expect((await run('list', '-f', 'table', '--detection', 'bucket-versioning-suspended')).stdout).toBe(
      'No findings\n',
    )
  })
})

describe('findings show', () => {
  test('by a few characters tells everything', async () => {
    const { code, stdout } = await run('show', 'BBBB', '--no-color')
    expect(code).toBe(0)
    for (const text of ['bbbb000000000003', 'eventName equals PutBucketReplication', 'a.json#3', 'found', '192.0.2.10'])
      expect(stdout).toContain(text)
    const json = JSON.parse((await run('show', 'cccc', '-f', 'json')).stdout) as unknown
    expect(findingSchema.parse(json)).toMatchObject({
      status: 'resolved',
      incidents: [],
      history: [
        { action: 'found', by: 'bucketwatch', at: '2026-11-02T00:00:00.000Z', reason: null },
        { action: 'resolved', by: 'analyst', at: '2026-11-03T00:00:00.000Z', reason: 'our backup' },
      ],
    })
  })

  test.each([
    ['aaaa', 2, /begins several ids:\n {2}aaaa000000000001 .*\n {2}aaaa000000000002 /],
    ['aaa', 2, /too short/],
    ['bbbc', 3, /there is no finding "bbbc".*did you mean\n {2}bbbb000000000003 /],
    ['dddd', 3, /is an incident of these findings:\n {2}aaaa000000000002 /],
    ['0000ffff', 3, /there is no finding "0000ffff"/],
  ])('%s is refused with %i', async (id, code, sentence) => {
    const result = await run('show', id)
    expect(result).toMatchObject({ code, stdout: '' })
    expect(result.stderr).toMatch(sentence)
  })
})

describe('what is said of findings', () => {
  test('stands with who, when and why, and saying it twice changes nothing', async () => {
    const first = await run('ack', mild, grave, '--reason', 'known', '--by', 'analyst')
    expect(first.code).toBe(0)
    expect(first.stdout.match(/open -> acknowledged/g)?.length).toBe(2)
    const second = await run('ack', mild, mild)
    expect(second).toMatchObject({ code: 0 })
    expect(second.stdout).toMatch(/^aaaa000000000001 {2}acknowledged already .*\n$/)
    const { history } = findingSchema.parse(JSON.parse((await run('show', mild, '-f', 'json')).stdout))
    expect(history?.slice(1)).toMatchObject([{ action: 'acknowledged', by: 'analyst', reason: 'known' }])
  })

  test('that was said before keeps a further reason in the history', async () => {
    await run('ack', mild, '--reason', 'known', '--by', 'analyst')
    const again = await run('ack', mild, '--reason', 'ticket 17', '--by', 'second')
    expect(again.stdout).toMatch(/^aaaa000000000001 {2}acknowledged already; the reason is added to the history .*\n$/)
    const { history, status } = findingSchema.parse(JSON.parse((await run('show', mild, '-f', 'json')).stdout))
    expect(status).toBe('acknowledged')
    expect(history?.at(-1)).toMatchObject({ action: 'acknowledged', by: 'second', reason: 'ticket 17' })
    expect((await run('reopen', 'bbbb', '--reason', 'why not')).stdout).toContain(
      'open already; the reason is not kept',
    )
  })

  test('is by the user that runs it, and may be taken back', async () => {
    await run('reopen', 'cccc')
    const { history, status } = findingSchema.parse(JSON.parse((await run('show', 'cccc', '-f', 'json')).stdout))
    expect(status).toBe('open')
    expect(history?.at(-1)).toMatchObject({ action: 'reopened', by: userInfo().username, reason: null })
  })

  test('is said of all or of none', async () => {
    const { code, stdout, stderr } = await run('resolve', mild, 'ffff', 'aaaa', '--reason', 'done')
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('"ffff"')
    expect(stderr).toContain('"aaaa"')
    expect(await statusOf(mild)).toBe('open')
  })

  test('that something is resolved needs a reason', async () => {
    expect(await run('resolve', mild)).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') })
    expect(await statusOf(mild)).toBe('open')
  })
})

describe('findings export', () => {
  test('writes all of them with status and history, as the schema says', async () => {
    const lines = linesOf((await run('export')).stdout)
    expect(lines.map(({ id, status }) => [id, status])).toEqual([
      [grave, 'open'],
      [dealtWith, 'resolved'],
      [old, 'open'],
      [mild, 'open'],
    ])
    for (const line of lines) expect(findingSchema.parse(line).history?.length).toBeGreaterThan(0)
  })

  test('writes a file, as a table for a spreadsheet', async () => {
    const file = join(root, 'findings.csv')
    expect(await run('export', '-f', 'csv', '-o', file, '--status', 'resolved')).toMatchObject({ code: 0, stdout: '' })
    const [head = '', row = '', ...rest] = readFileSync(file, 'utf8').split('\r\n')
    expect(head.endsWith(',files,status')).toBe(true)
    expect(row.startsWith(`${dealtWith},`) && row.endsWith(',resolved')).toBe(true)
    expect(rest).toEqual([''])
  })

  test('takes the format from the name of the file where none is given', async () => {
    const [csv, json] = [join(root, 'findings.csv'), join(root, 'findings.json')]
    await run('export', '-o', csv)
    expect(readFileSync(csv, 'utf8').split('\r\n')[0]).toMatch(/,files,status$/)
    await run('export', '-o', json)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toHaveLength(4)
    await run('export', '-f', 'jsonl', '-o', json)
    expect(linesOf(readFileSync(json, 'utf8'))).toHaveLength(4)
    const refused = await run('export', '-o', join(root, 'findings.md'))
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('(use .jsonl, .ndjson, .json or .csv)') })
  })
})

test('a state file that is not there is not made', async () => {
  const missing = join(root, 'missing.db')
  const { code, stderr } = await runProgram(['findings', 'list', '--state', missing])
  expect({ code, stderr }).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('watch, scan --state <file> and baseline learn make one'),
  })
  expect(() => readFileSync(missing)).toThrow()
})

test('the schema knows each status that the state file has', () => {
  const unknown = findingStatuses.filter(status => !findingSchema.safeParse({ ...example(mild), status }).success)
  expect(unknown).toEqual([])
})
