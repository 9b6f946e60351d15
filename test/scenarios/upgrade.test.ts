import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packageRoot } from '#content'
import { compileDetections, createEngine } from '#detect'
import { emptyEnvironment } from '#events'
import { Keeper } from '#pipeline'
import { emptyInventory } from '#s3'
import { Store } from '#store'
import { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import type { Migration } from '../../src/store/migrations/migration.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { valueOf } from '../fixtures/example-store.ts'
import { contentsOf, earlierBucket, earlierDetections } from '../fixtures/state/earlier-state.ts'
import { runProgram } from './run-program.ts'
import { smallDisk } from './small-disk.ts'

const root = mkdtempSync(join(tmpdir(), 'bucketwatch-upgrade-'))
const disk = smallDisk(join(root, 'disk'), 400)
afterAll(() => {
  disk?.remove()
  rmSync(root, { recursive: true, force: true })
})

const beside = (name: string): string => join(packageRoot(), 'test', 'fixtures', 'state', name)
/** What all of them say. */
const golden: { readonly findings: readonly { readonly history: unknown }[] } = JSON.parse(
  readFileSync(beside('contents.json'), 'utf8'),
)

/** The file as a release of that version wrote it, see test/fixtures/state/make.ts. */
function unpackedIn(folder: string, version: number): string {
  const file = join(folder, 'earlier.db')
  writeFileSync(file, gunzipSync(readFileSync(beside(`version-${version}.db.gz`))))
  return file
}

const newest = migrations.length

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'of-a-test-'))
  file = unpackedIn(folder, 1)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe.each(migrations.map(({ version }) => version))('a state file of version %d', version => {
  beforeEach(() => {
    file = unpackedIn(folder, version)
  })

  test('opens, and says what it said: findings, what was said of them, and what was learnt', async () => {
    const store = valueOf(Store.open(file))
    expect(contentsOf(store)).toEqual(golden)
    store.close()
    expect(backups()).toEqual(version === newest ? [] : [`earlier.db.v${version}.backup`])
    const listed = await runProgram(['findings', 'list', '--state', file, '--status', 'all', '-f', 'json'])
    expect(listed).toMatchObject({ code: 0, stderr: '' })
    const byId = (all: readonly object[]) => new Map(all.map(one => [(one as { id: string }).id, one]))
    expect(byId(JSON.parse(listed.stdout) as object[])).toEqual(byId(golden.findings.map(({ history, ...one }) => one)))
  })

  test('goes on with what it had learnt', () => {
    const store = valueOf(Store.open(file))
    const detections = valueOf(compileDetections(earlierDetections))
    const keeper = new Keeper(store, { detections, environment: emptyEnvironment, allow: [] })
    const engine = createEngine(detections)
    const time = exampleTime + 80 * 3_600_000
    const network = { ip: '192.0.2.9', prefix: '192.0.2.0/24' }
    engine.observe([exampleEvent({ id: 'late', time, action: 'GetBucketAcl', bucket: earlierBucket, network })], false)
    // One more in an hour of its own: the hour with four has no brief in a file of version 1.
    engine.observe([exampleEvent({ id: 'more', time, action: 'DeleteBucket', bucket: earlierBucket })], false)
    const learnt = { detect: engine.state(), inventory: emptyInventory(), principals: [] }
    const before = store.findings.count()
    const deletions = () => store.findings.list().filter(({ finding }) => finding.detection.slug === 'deletions')
    const found = deletions()
    expect(found).toHaveLength(1)
    const { begunAnew } = valueOf(keeper.keep({ states: [learnt], progress: [], at: 0 }))
    expect(store.findings.list({ entity: network.ip }).map(({ finding }) => finding.detection.slug)).toEqual([
      'new-address',
    ])
    expect(store.findings.count()).toBe(before + 1)
    expect(deletions()).toEqual(found)
    expect(begunAnew).toEqual([])
    store.close()
  })
})

/** A step as a release may bring it: a new column, a new table with what an old one held, a new index. */
const next: Migration = {
  version: migrations.length + 1,
  about: 'when an entry was first seen',
  apply(database) {
    database.exec('ALTER TABLE finding ADD COLUMN owner TEXT')
    database.exec('CREATE TABLE numbers AS SELECT name, value FROM fact')
    database.exec('CREATE INDEX entry_last ON entry (last)')
  },
}
const steps = [...migrations, next]

/** Of which version it is, and what it says to the program that knows the steps to come. */
function said(path: string): unknown {
  const sqlite = new DatabaseSync(path)
  const version = sqlite.prepare('PRAGMA user_version').get()?.user_version
  sqlite.close()
  const copy = join(folder, 'looked-at.db')
  writeFileSync(copy, readFileSync(path))
  upgrade(copy, steps)
  const looked = new DatabaseSync(copy)
  const contents = contentsOf(Store.of(Database.of(copy, looked, false)))
  looked.close()
  for (const name of globSync('looked-at*', { cwd: folder })) rmSync(join(folder, name))
  return { version, contents }
}

const backups = (): string[] => globSync('*backup*', { cwd: folder })

/** Opened as by the next release. */
function upgrade(path: string, by: readonly Migration[]): void {
  const sqlite = new DatabaseSync(path)
  try {
    sqlite.exec('PRAGMA journal_mode = WAL')
    valueOf(migrate(sqlite, path, by))
  } finally {
    sqlite.close()
  }
}

describe('an upgrade', () => {
  test('keeps findings, their history and baselines, and a copy of the file as it was', () => {
    upgrade(file, migrations)
    expect(said(file)).toEqual({ version: newest, contents: golden })
    expect(backups()).toEqual(['earlier.db.v1.backup'])
    const before = said(`${file}.v1.backup`)
    expect(before).toEqual({ version: 1, contents: golden })
    // By the release after, and the same with the copy put back.
    upgrade(file, steps)
    expect(said(file)).toEqual({ version: next.version, contents: golden })
    expect(backups()).toEqual(['earlier.db.v1.backup', `earlier.db.v${newest}.backup`])
    writeFileSync(file, readFileSync(`${file}.v1.backup`))
    upgrade(file, steps)
    expect(said(file)).toEqual({ version: next.version, contents: golden })
  })

  test('that fails leaves the file as it was', () => {
    const failing: Migration = {
      ...next,
      apply(database) {
        next.apply(database)
        database.exec('DELETE FROM entry')
        database.exec('INSERT INTO no_such_table VALUES (1)')
      },
    }
    expect(() => upgrade(file, [...migrations, failing])).toThrow('no_such_table')
    expect(said(file)).toEqual({ version: 1, contents: golden })
    upgrade(file, steps)
    expect(said(file)).toEqual({ version: next.version, contents: golden })
  })

  test('never writes over a copy that is there', () => {
    writeFileSync(`${file}.v1.backup`, 'put aside by a person')
    upgrade(file, steps)
    expect(readFileSync(`${file}.v1.backup`, 'utf8')).toBe('put aside by a person')
  })

  test.skipIf(disk === undefined)('without room for the copy changes nothing (needs to mount a disk)', () => {
    const path = unpackedIn(disk?.path ?? '', 1)
    expect(() => upgrade(path, steps)).toThrow('full')
    expect(globSync('*backup*', { cwd: disk?.path ?? '' })).toEqual([])
    expect(said(path)).toEqual({ version: 1, contents: golden })
    disk?.resize(4_000)
    upgrade(path, steps)
    expect(said(path)).toEqual({ version: next.version, contents: golden })
    expect(existsSync(`${path}.v1.backup`)).toBe(true)
  })
})
