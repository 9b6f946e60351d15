import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { Database } from './database.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { defaultStateFile } from './state-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-store-'))
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
})
const at = (name: string): string => join(folder, name)

function opened(file: string): Database {
  const database = Database.open(file)
  if (!database.ok) throw new Error(JSON.stringify(database.issues))
  return database.value
}

const codesOf = (file: string): string[] => {
  const database = Database.open(file)
  return database.ok ? [] : database.issues.map(({ code }) => code)
}

test('a new file is made with its folders, and opens again', () => {
  const file = at('deep/er/bucketwatch.db')
  opened(file).close()
  const again = opened(file)
  expect(again.prepare('SELECT count(*) AS n FROM finding').get()?.n).toBe(0)
  again.close()
})

test('an empty file is no state file, and does not become one by being looked at', () => {
  const file = at('empty.db')
  writeFileSync(file, '')
  const database = Database.openExisting(file)
  expect(database.ok ? [] : database.issues.map(({ code }) => code)).toEqual(['state-foreign'])
  expect(readdirSync(folder)).toEqual(['empty.db'])
  expect(statSync(file).size).toBe(0)
})

test('what is done in a failed transaction is undone', () => {
  const database = opened(at('a.db'))
  const insert = () => database.prepare(`INSERT INTO source (name) VALUES ('s3://amzn-s3-demo-bucket')`).run()
  expect(() =>
    database.transaction(() => {
      insert()
      throw new Error('a bug')
    }),
  ).toThrow('a bug')
  expect(database.prepare('SELECT count(*) AS n FROM source').get()?.n).toBe(0)
  expect(database.transaction(insert).ok).toBe(true)
  expect(database.prepare('SELECT count(*) AS n FROM source').get()?.n).toBe(1)
  database.close()
})

test('one process writes while others read', () => {
  const writer = opened(at('b.db'))
  const reader = opened(at('b.db'))
  writer.transaction(() => {
    writer.prepare(`INSERT INTO source (name) VALUES ('one')`).run()
    expect(reader.prepare('SELECT count(*) AS n FROM source').get()?.n).toBe(0)
  })
  expect(reader.prepare('SELECT count(*) AS n FROM source').get()?.n).toBe(1)
  writer.close()
  reader.close()
})

test('a file is opened beside one who writes to it, without waiting', () => {
  const writer = opened(at('c.db'))
  writer.transaction(() => {
    const begun = performance.now()
    opened(at('c.db')).close()
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
  writer.close()
})

test('a file that is no database, or of another program, or newer, is refused with a sentence and left alone', () => {
  writeFileSync(at('text.db'), 'this is not a database\n'.repeat(100))
  expect(codesOf(at('text.db'))).toEqual(['state-foreign'])
  const foreign = new DatabaseSync(at('foreign.db'))
  foreign.exec('CREATE TABLE theirs (x)')
  foreign.close()
  expect(codesOf(at('foreign.db'))).toEqual(['state-foreign'])
  opened(at('newer.db')).close()
  const newer = new DatabaseSync(at('newer.db'))
  newer.exec('PRAGMA user_version = 1000')
  newer.close()
  expect(codesOf(at('newer.db'))).toEqual(['state-newer'])
})

test('a place that cannot be written to is named', () => {
  writeFileSync(at('file'), '')
  expect(codesOf(at('file/bucketwatch.db'))).toEqual(['state-unreadable'])
  expect(codesOf(folder)).toEqual(['state-unreadable'])
})

test.skipIf(process.getuid?.() === 0)('a read-only folder is named (root may write everywhere)', () => {
  chmodSync(folder, 0o500)
  try {
    expect(codesOf(at('c.db'))).toEqual(['state-read-only'])
  } finally {
    chmodSync(folder, 0o700)
  }
})

test('all migrations are one transaction, after a copy of the file as it was; a new file needs none', () => {
  const file = at('m.db')
  const one: Migration = { version: 1, about: '', apply: database => database.exec('CREATE TABLE a (x)') }
  const two: Migration = { version: 2, about: '', apply: database => database.exec('ALTER TABLE a ADD COLUMN y') }
  const three: Migration = { version: 3, about: '', apply: database => database.exec('ALTER TABLE a ADD COLUMN z') }
  const broken: Migration = {
    ...three,
    apply(database) {
      database.exec('DROP TABLE a')
      throw new Error('a bug')
    },
  }
  const other = new DatabaseSync(at('new.db'))
  expect(migrate(other, at('new.db'), [one, two, three]).ok).toBe(true)
  other.close()
  const sqlite = new DatabaseSync(file)
  const version = () => sqlite.prepare('PRAGMA user_version').get()?.user_version
  expect(migrate(sqlite, file, [one]).ok).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(['m.db', 'new.db'])
  sqlite.exec('INSERT INTO a VALUES (7)')
  expect(() => migrate(sqlite, file, [one, two, broken])).toThrow('a bug')
  expect(sqlite.prepare('SELECT * FROM a').all()).toEqual([{ x: 7 }])
  expect(version()).toBe(1)
  expect(migrate(sqlite, file, [three, one, two]).ok).toBe(true)
  expect(sqlite.prepare('SELECT * FROM a').all()).toEqual([{ x: 7, y: null, z: null }])
  expect(version()).toBe(3)
  sqlite.close()
  expect(readdirSync(folder).sort()).toEqual(['m.db', 'm.db.v1.backup', 'new.db'])
  const before = new DatabaseSync(`${file}.v1.backup`)
  expect(before.prepare('SELECT * FROM a').all()).toEqual([{ x: 7 }])
  before.close()
})

test('the state is kept where the XDG specification says', () => {
  expect(defaultStateFile({ XDG_STATE_HOME: '/state', HOME: '/srv/analyst' })).toBe('/state/bucketwatch/bucketwatch.db')
  expect(defaultStateFile({ XDG_STATE_HOME: 'relative', HOME: '/srv/analyst' })).toBe(
    '/srv/analyst/.local/state/bucketwatch/bucketwatch.db',
  )
})
