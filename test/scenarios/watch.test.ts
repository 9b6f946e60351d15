import { chmodSync, closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findingSchema } from '../../src/reports/schemas.ts'
import { runProgram, spawnProgram } from './run-program.ts'
import { filesRead, type Told, until, type WatchProcess } from './watch-process.ts'
import { byId, lastWeek, linesOf, shuffled, standing, WatchedFolder } from './watched-folder.ts'

let watched: WatchedFolder
let root: string
let folder: string
let state: string
beforeEach(() => {
  watched = new WatchedFolder()
  root = watched.root
  folder = watched.path
  state = watched.state
})
afterEach(() => watched.remove())

describe('a watched folder', { timeout: 400_000 }, () => {
  test('tells what a scan of all of it says, however its files come; others look and decide meanwhile', async () => {
    const files = shuffled(1)
    watched.deliver(files.slice(0, 15))
    const watching = watched.watch()
    await watching.says('watching')
    watched.deliver(files.slice(15, 30))
    const lasting = (): Told | undefined => watching.told.find(({ detection }) => detection.type === 'ttp')
    await until(() => lasting() !== undefined, 'a finding that no late file takes back')
    const id = lasting()?.id ?? ''
    const acknowledged = spawnProgram(['findings', 'ack', id, '--reason', 'seen', '--state', state])
    const listed = spawnProgram(['findings', 'list', '--state', state])
    watched.deliver(files.slice(30))
    expect((await acknowledged).stdout).toContain(`${id}  open -> acknowledged`)
    expect(linesOf<Told>((await listed).stdout).length).toBeGreaterThan(0)
    await watched.allRead()
    expect(await watching.stop()).toBe(0)
    for (const line of watching.told) findingSchema.parse(line)
    const expected = await watched.scanned()
    expect(expected.length).toBeGreaterThan(30)
    expect(standing(watching.told)).toEqual(expected)
    expect(await watched.stored()).toEqual(expected)

    const again = watched.watch()
    await until(() => again.told.length >= expected.length - 1, 'what stands')
    expect(await again.stop('SIGINT')).toBe(0)
    expect(new Set(again.told.map(({ change, status }) => `${change} ${status}`))).toEqual(new Set(['open open']))
    expect(byId(again.told).map(line => line.id)).toEqual(expected.map(one => one.id).filter(one => one !== id))
  })

  test('is watched on after SIGKILL as if nothing had been', async () => {
    const files = shuffled(2)
    const killed: WatchProcess[] = []
    for (const [from, to] of [
      [0, 12],
      [12, 30],
      [30, lastWeek.length],
    ] as const) {
      const watching = watched.watch()
      killed.push(watching)
      watched.deliver(files.slice(from, to))
      await until(() => filesRead(state) > from, 'a commit')
      await watching.stop('SIGKILL')
    }
    const end = await watched.readToTheEnd(killed)
    const expected = await watched.scanned()
    expect(end).toEqual({ code: 0, stored: expected, told: expected })
  })

  test('may be watched by two processes with one state file', async () => {
    const both = [watched.watch(), watched.watch()]
    for (const watching of both) await watching.says('watching')
    const files = shuffled(3)
    for (let from = 0; from < files.length; from += 15) {
      watched.deliver(files.slice(from, from + 15))
      await until(() => filesRead(state) > from, 'a commit')
    }
    await watched.allRead()
    expect(await Promise.all(both.map(watching => watching.stop()))).toEqual([0, 0])
    const expected = await watched.scanned()
    expect(await watched.stored()).toEqual(expected)
    const told = new Set(both.flatMap(watching => watching.told.map(({ id }) => id)))
    expect(expected.filter(({ id }) => !told.has(id))).toEqual([])
  })
})

test('a second signal ends it at once, with 130', async () => {
  watched.deliver(lastWeek)
  const watching = watched.watch()
  await watching.says('watching')
  watching.signal('SIGINT')
  watching.signal('SIGTERM')
  expect(await watching.end()).toBe(130)
})

/** Writes over a part of a file. */
function damage(file: string, from: number, length: number): void {
  const open = openSync(file, 'r+')
  writeSync(open, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(open)
}

describe('a state file that cannot be used: a sentence, and 5', { timeout: 300_000 }, () => {
  const made = async (): Promise<void> => {
    const watching = watched.watch()
    await watching.says('watching')
    expect(await watching.stop()).toBe(0)
  }
  /** What each command that needs it says. */
  const answers = async (): Promise<string[]> => {
    const said: string[] = []
    for (const words of [
      ['watch', folder],
      ['findings', 'list'],
      ['findings', 'resolve', '0123456789abcdef', '--reason', 'done'],
    ]) {
      const { code, stdout, stderr } = await runProgram([...words, '--state', state])
      said.push(`${code} ${stdout}${stderr}`)
    }
    return said
  }
  /** The sentence is the last that is said, and there is nothing of the program's own trouble. */
  const refusals = (sentence: string): unknown[] => {
    const refusal: unknown = expect.stringMatching(new RegExp(`^5 (\\{.*\\}\\n)*bucketwatch: .*${sentence}.*\\n$`))
    return [refusal, refusal, refusal]
  }

  test('no database at all, and it is left as it is', async () => {
    const notes = 'these are notes\n'.repeat(1_000)
    writeFileSync(state, notes)
    expect(await answers()).toEqual(refusals('This is no state file of Bucketwatch'))
    expect(readFileSync(state, 'utf8')).toBe(notes)
  })

  test('the database of another program', async () => {
    const theirs = new DatabaseSync(state)
    theirs.exec('CREATE TABLE theirs (x)')
    theirs.close()
    expect(await answers()).toEqual(refusals('an SQLite database of another program'))
  })

  test('a newer version, and pages that are damaged', async () => {
    await made()
    const database = new DatabaseSync(state)
    database.exec('PRAGMA user_version = 1000')
    expect(await answers()).toEqual(refusals('this program knows versions up to'))
    database.exec('PRAGMA user_version = 1')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const size = Number(database.prepare('PRAGMA page_size').get()?.page_size)
    database.close()
    damage(state, size, statSync(state).size - size)
    expect(await answers()).toEqual(refusals('The state file is damaged'))
  })

  test.skipIf(process.platform === 'win32')('a place that may not be written to', async () => {
    await made()
    for (const name of readdirSync(root).filter(one => one.startsWith('state.db'))) chmodSync(join(root, name), 0o444)
    chmodSync(root, 0o555)
    const user = process.getuid?.() === 0 ? 65_534 : undefined
    const { code, stderr } = await spawnProgram(['watch', folder, '--state', state], user === undefined ? {} : { user })
    chmodSync(root, 0o755)
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringContaining('may not be written to') })
  })
})
