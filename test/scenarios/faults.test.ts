import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { type Content, loadContent, packageRoot } from '#content'
import type { Finding } from '#findings'
import { type KeptBatch, scan, watch } from '#pipeline'
import { defaultSourceLimits, type LogFile, listFiles, type WatchedSource } from '#sources'
import { Store } from '#store'
import { type ExampleDelivery, exampleDelivery, exampleSource } from '../fixtures/example-deliverer.ts'
import { valueOf } from '../fixtures/example-store.ts'
import { runProgram, spawnProgram } from './run-program.ts'
import { smallDisk } from './small-disk.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-faults-'))
const disk = smallDisk(join(folder, 'disk'), 3_000)
afterAll(() => {
  disk?.remove()
  rmSync(folder, { recursive: true, force: true })
})

const { detections }: Content = valueOf(await loadContent())
const logs = join(packageRoot(), 'demo', 'logs')
const { files } = await listFiles([logs], { limits: defaultSourceLimits })
const ofAScan = valueOf(await scan({ paths: [logs], detections, workers: 1 })).findings.map(withoutRecords)

/** Every file by itself, in some order, and then the end. */
const everyFile = (order: readonly LogFile[] = files): WatchedSource =>
  exampleSource(
    './logs',
    order.map(file => exampleDelivery([file])),
  )

interface Settings {
  readonly now?: () => number
  readonly kept?: (batch: KeptBatch) => void
}

const watching = (store: Store, source = everyFile(), { now, kept = () => undefined }: Settings = {}) =>
  watch({
    sources: [source],
    store,
    detections,
    signal: new AbortController().signal,
    lateness: 60 * 86_400_000,
    ...(now && { now }),
    hear: { kept, trouble: () => undefined },
  })

function withoutRecords({ events, ...finding }: Finding): unknown {
  return finding
}

function standing(store: Store): unknown[] {
  const records = store.findings.list({ statuses: ['open'] })
  return records.map(({ finding }) => withoutRecords(finding))
}

const byId = (findings: readonly unknown[]): unknown[] =>
  (findings as readonly Finding[]).toSorted((a, b) => (a.id < b.id ? -1 : 1))

describe('faults', { timeout: 400_000 }, () => {
  test.skipIf(disk === undefined)(
    'a full disk is named, and with room again nothing is missing (needs to mount one)',
    async () => {
      const file = join(disk?.path ?? '', 'bucketwatch.db')
      const { code, stderr } = await runProgram(['watch', logs, '--state', file])
      expect({ code, stderr }).toEqual({
        code: 5,
        stderr: expect.stringContaining('There is no room left on the disk'),
      })
      disk?.resize(100_000)
      const again = valueOf(Store.open(file))
      expect(await watching(again)).toEqual({ ok: true, value: undefined })
      expect(byId(standing(again))).toEqual(byId(ofAScan))
      again.close()
    },
  )

  test('a clock that jumps, back and forth, changes nothing but the times that are written down', async () => {
    const store = valueOf(Store.open(':memory:'))
    let calls = 0
    const jumps = [0, 86_400_000 * 400, -86_400_000 * 4_000, 1]
    const now = (): number => Date.UTC(2026, 10, 24) + (jumps[calls++ % jumps.length] ?? 0)
    expect(await watching(store, everyFile(files.toReversed()), { now })).toEqual({ ok: true, value: undefined })
    expect(byId(standing(store))).toEqual(byId(ofAScan))
    store.close()
  })

  test.skipIf(process.platform === 'win32').each([
    ['removed', (file: string) => rmSync(file)],
    ['replaced', (file: string) => renameSync(another(), file)],
  ])('a state file that is gone under its name ends the watch; nothing is settled by then: %s', async (_, harm) => {
    const file = join(folder, 'harmed.db')
    const store = valueOf(Store.open(file))
    const some = files.slice(0, 3).map(one => exampleDelivery([one]))
    const rest = files.slice(3, 6).map(one => exampleDelivery([one]))
    const source = harmedBetween(some, rest, () => harm(file))
    expect(await watching(store, source)).toMatchObject({ ok: false, issues: [{ code: 'state-gone' }] })
    store.close()
    expect(some.flatMap(({ ends }) => ends)).toEqual(['settled', 'settled', 'settled'])
    expect(new Set(rest.flatMap(({ ends }) => ends))).toEqual(new Set(['given back']))
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
  })
})

/** Another file of the same kind, as a backup would be. */
function another(): string {
  const file = join(folder, 'another.db')
  valueOf(Store.open(file)).close()
  return file
}

/** Delivers some; once they are settled does harm, and delivers the rest. */
function harmedBetween(
  some: readonly ExampleDelivery[],
  rest: readonly ExampleDelivery[],
  harm: () => void,
): WatchedSource {
  return {
    name: './logs',
    lookBack: undefined,
    async *deliveries() {
      yield* some
      while (some.some(({ ends }) => ends.length === 0)) await new Promise(resolve => setTimeout(resolve, 5))
      harm()
      yield* rest
    },
  }
}

describe.skipIf(process.platform === 'win32')('who may only read the state file', { timeout: 400_000 }, () => {
  const place = join(folder, 'of-root')
  const file = join(place, 'bucketwatch.db')
  const stranger = process.getuid?.() === 0 ? { user: 65_534 } : {}
  const asStranger = (...words: string[]) => spawnProgram([...words, '--state', file], stranger)
  const bucket = 'amzn-s3-demo-customer-data'
  const looks = [
    ['findings', 'list', '-f', 'json'],
    ['baseline', 'show', bucket],
  ]
  const answersOf = (ask: (...words: string[]) => Promise<unknown>) => Promise.all(looks.map(words => ask(...words)))

  test('may look, beside a program that writes and without; and is told when there is something to write', async () => {
    mkdirSync(place)
    chmodSync(folder, 0o755)
    const store = valueOf(Store.open(file))
    valueOf(await watching(store, everyFile(files.slice(-24))))
    const [first] = store.findings.list()
    store.close()
    const expected: unknown[] = []
    for (const words of looks) expected.push(await runProgram([...words, '--state', file]))
    expect(expected).toMatchObject(looks.map(() => ({ code: 0 })))
    chmodSync(file, 0o444)
    chmodSync(place, 0o555)
    const before = readFileSync(file)
    expect(await answersOf(asStranger)).toEqual(expected)
    const id = first?.finding.id ?? ''
    const [shown, decided] = await Promise.all([
      asStranger('findings', 'show', id),
      asStranger('findings', 'ack', id, '--reason', 'seen'),
    ])
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining(id), stderr: '' })
    expect(decided).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('may not be written to') })
    expect(readFileSync(file).equals(before)).toBe(true)
    // Nothing is left beside it that its owner may not write to.
    chmodSync(place, 0o777)
    expect(await asStranger(...(looks[0] ?? []))).toEqual(expected[0])
    expect(readdirSync(place)).toEqual(['bucketwatch.db'])
    chmodSync(place, 0o755)
    chmodSync(file, 0o644)

    const writer = new DatabaseSync(file)
    writer.exec('BEGIN IMMEDIATE')
    expect(await asStranger(...(looks[0] ?? []))).toEqual(expected[0])
    writer.exec('ROLLBACK')
    writer.exec('PRAGMA foreign_keys = OFF')
    writer.prepare('DELETE FROM finding WHERE id = ?').run(id)
    const killed = join(folder, 'of-one-that-was-killed')
    mkdirSync(killed)
    for (const name of readdirSync(place)) copyFileSync(join(place, name), join(killed, name))
    writer.close()
    const ofKilled = ['findings', 'list', '-f', 'json', '--state', join(killed, 'bucketwatch.db')]
    chmodSync(killed, 0o555)
    const { code, stdout } = await spawnProgram(ofKilled, stranger)
    expect({ code, ids: stdout.includes(id) }).toEqual({ code: 0, ids: false })
    chmodSync(killed, 0o755)
    rmSync(join(killed, 'bucketwatch.db-shm'))
    chmodSync(killed, 0o555)
    const half = await spawnProgram(ofKilled, stranger)
    chmodSync(killed, 0o755)
    expect(half).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('Open it once as its owner') })
  })
})
