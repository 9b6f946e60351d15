import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const logs = fileURLToPath(new URL('../../demo/logs/access-logs/amzn-s3-demo-reports', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-'))
const run = (...words: readonly string[]) => runProgram(['baseline', ...words], { cwd: folder })
const exported = async (state: string) => (await run('export', '--state', state)).stdout.trimEnd().split('\n')
let lines: readonly string[]
/** With events in it, since findings were looked for too. */
let scanned: readonly string[]

beforeAll(async () => {
  await run('learn', logs, '--state', 'learnt.db')
  lines = await exported('learnt.db')
  await runProgram(['scan', logs, '--state', 'scanned.db'], { cwd: folder })
  scanned = await exported('scanned.db')
}, 60_000)
beforeEach(() => rmSync(join(folder, 'other.db'), { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

/** Imports some lines into a new state file. */
const imported = (...some: readonly string[]) => {
  writeFileSync(join(folder, 'lines.jsonl'), some.map(line => `${line}\n`).join(''))
  return run('import', 'lines.jsonl', '--state', 'other.db')
}

describe('baseline import', () => {
  test('brings all that was exported into another file, and changes nothing when it is there', async () => {
    const rows = (lines.length - 1).toLocaleString('en-US')
    const first = await imported(...lines)
    expect(first).toMatchObject({ code: 0, stdout: `imported ${rows} rows: ${rows} new, 0 changed, 0 unchanged\n` })
    expect(await exported('other.db')).toEqual(lines)
    const second = await imported(...lines)
    expect(second).toMatchObject({ code: 0, stdout: `imported ${rows} rows: 0 new, 0 changed, ${rows} unchanged\n` })
    expect(await exported('other.db')).toEqual(lines)
  })

  test('says which rows say more than before', async () => {
    const [header = '', ...rest] = lines
    const spikes = rest.filter(line => line.includes('"counted"')).slice(0, 3)
    await imported(header, ...spikes.slice(0, 2))
    const [one = '', two = '', three = ''] = spikes
    const more = one.replace(/"digests":\[(\d+)/, (_, digest: string) => `"digests":[${Number(digest) - 1},${digest}`)
    const { stdout } = await imported(header, more, two, three)
    expect(stdout).toBe('imported 3 rows: 1 new, 1 changed, 1 unchanged\n')
  })

  test('merges the lines before one that was not exported, and says so', async () => {
    const rest = await imported(...lines.slice(0, 20), '{}', ...lines.slice(20))
    expect(rest).toMatchObject({ code: 3, stdout: '' })
    expect(rest.stderr).toBe(
      'bucketwatch: lines.jsonl:21: This is no line of an exported baseline. The lines before it were merged.\n',
    )
    const merged = await exported('other.db')
    await imported(...lines.slice(0, 20))
    expect(merged).toEqual(await exported('other.db'))
    expect(merged.length).toBeGreaterThan(10)
  })

  test.each([
    ['a value that is missing', (value: object) => ({ ...value, value: null })],
    ['a map that is none', (value: object) => ({ ...value, value: { $map: [null] } })],
    ['a count that is none', (value: object) => ({ ...value, value: { counted: null } })],
  ])('refuses %s with a sentence, and nothing has changed', async (_, broken) => {
    const [header = ''] = lines
    const spike = JSON.parse(lines.find(line => line.includes('"counted"')) ?? '') as object
    const refused = await imported(header, JSON.stringify(broken(spike)))
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(/^bucketwatch: lines\.jsonl:2: .+: value.*: expected .+\n$/)
    expect((await exported('other.db')).filter(line => line.includes('"state"'))).toEqual([])
  })

  /** The first part of it that is there, with another in its place. */
  const changed = (line: string, part: RegExp, other: string) => {
    expect(line).toMatch(part)
    return line.replace(part, other)
  }

  test.each([
    [
      'of a group of hits',
      '"kind":"state".*"window"',
      /"principal":"[^"]*"/,
      '"principal":7',
      'value.evidence.samples.0.actor.principal: expected string, received number',
    ],
    [
      'that was new',
      '"detection":"bucket-reached-from-new-address".*"samples?"|"raw"',
      /"raw":\{/,
      '"raw":5,"cooked":{',
      'value.',
    ],
    [
      'of a count',
      '"counted".*"evidence":\\{',
      /"outcome":"\w+"/,
      '"outcome":"maybe"',
      'value.evidence.samples.0.outcome: ',
    ],
    [
      'that is learnt of a bucket',
      '"kind":"knowledge","name":"[^"]*","of":"loggedBuckets"',
      /"value":true/,
      '"value":"yes"',
      'value: expected true',
    ],
  ])('refuses a broken value deep in what was kept %s, with its path', async (_, which, part, other, told) => {
    const line = scanned.find(one => new RegExp(which).test(one)) ?? ''
    const refused = await imported(scanned[0] ?? '', changed(line, part, other))
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(/^bucketwatch: lines\.jsonl:2: This is no line of an exported baseline: /)
    expect(refused.stderr).toContain(told)
  })

  test('refuses a row that stands where it does not belong', async () => {
    const [header = ''] = lines
    const spike = JSON.parse(lines.find(line => line.includes('"counted"')) ?? '') as object
    const refused = await imported(header, JSON.stringify({ ...spike, scope: '-5:' }))
    expect(refused.stderr).toContain(': scope: expected ')
  })
})

describe('baseline show', () => {
  const actor = 'arn:aws:iam::111122223333:role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046'
  /** The lines as if it had all been in other accounts. */
  const inAccounts = (...accounts: readonly string[]) =>
    accounts.flatMap(account => lines.map(line => line.replaceAll('111122223333', account)))

  test('takes an actor as reports name it', async () => {
    const byArn = await run('show', actor, '--state', 'learnt.db')
    expect(byArn.stdout).toContain(actor)
    expect(await run('show', 'role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046', '--state', 'learnt.db')).toEqual(byArn)
  })

  test('lists the actors of a name that several have, and takes the one with its account', async () => {
    await imported(...inAccounts('111122223333', '444455556666'))
    const both = await run('show', 'role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046', '--state', 'other.db')
    expect(both).toMatchObject({ code: 2, stdout: '' })
    expect(both.stderr).toMatch(
      /several actors.*\n {2}arn:aws:iam::111122223333:role\/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046\n.*444455556666/,
    )
    const one = await run(
      'show',
      'role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046 of 444455556666',
      '--state',
      'other.db',
    )
    expect(one.stdout).toContain('arn:aws:iam::444455556666:role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046')
    expect(one.stdout).not.toContain(actor)
  })

  test('asks whether another name was meant where nothing was learnt of one', async () => {
    const none = await run('show', 'role/AWSReservedSSO_DataAnalist_3f9a1c5e7b2d8046', '--state', 'learnt.db')
    expect(none.code).toBe(3)
    expect(none.stderr).toContain(
      'nothing was learnt of role/AWSReservedSSO_DataAnalist_3f9a1c5e7b2d8046; did you mean role/AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046?',
    )
  })
})

test('baseline learn changes nothing when it has learnt of the same logs already', async () => {
  const file = join(folder, 'lines-before')
  writeFileSync(file, lines.join('\n'))
  expect(await run('learn', logs, '--state', 'learnt.db')).toMatchObject({ code: 0 })
  expect((await exported('learnt.db')).join('\n')).toBe(readFileSync(file, 'utf8'))
}, 60_000)
