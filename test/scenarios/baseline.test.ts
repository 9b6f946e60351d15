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

beforeAll(async () => {
  await run('learn', logs, '--state', 'learnt.db')
  lines = await exported('learnt.db')
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
    expect(await imported(...lines)).toMatchObject({ code: 0 })
    expect(await exported('other.db')).toEqual(lines)
    expect(await imported(...lines)).toMatchObject({ code: 0 })
    expect(await exported('other.db')).toEqual(lines)
  })

  test('merges the lines before one that was not exported, and says so', async () => {
    const rest = await imported(...lines.slice(0, 20), '{}', ...lines.slice(20))
    expect(rest).toMatchObject({ code: 2, stdout: '' })
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
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(/^bucketwatch: lines\.jsonl:[12]: .+\n$/)
    expect((await exported('other.db')).filter(line => line.includes('"state"'))).toEqual([])
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
