import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { type Content, loadContent, packageRoot } from '#content'
import { compileDetections, createEngine } from '#detect'
import { emptyEnvironment } from '#events'
import type { Finding } from '#findings'
import { Keeper, scan, watch } from '#pipeline'
import { emptyInventory } from '#s3'
import { defaultSourceLimits, type LogFile, listFiles, type WatchedSource } from '#sources'
import { Store } from '#store'
import { exampleDelivery, exampleSource } from '../fixtures/example-deliverer.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'
import { valueOf } from '../fixtures/example-store.ts'
import { contentsOf, earlierBucket, earlierDetections } from '../fixtures/state/earlier-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-faults-'))
const mounts: string[] = []
afterAll(() => {
  for (const mount of mounts) execFileSync('umount', [mount])
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

const watching = (store: Store, source = everyFile(), now?: () => number) =>
  watch({
    sources: [source],
    store,
    detections,
    signal: new AbortController().signal,
    lateness: 60 * 86_400_000,
    ...(now && { now }),
    hear: { kept: () => undefined, trouble: () => undefined },
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

/** A disk of so many megabytes; undefined where this user may not have one. */
function smallDisk(megabytes: number): string | undefined {
  const path = join(folder, `disk-${megabytes}`)
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  mounts.push(path)
  return path
}

const disk = smallDisk(3)

describe('faults', { timeout: 400_000 }, () => {
  test.skipIf(disk === undefined)(
    'a full disk is named, and with room again nothing is missing (needs to mount one)',
    async () => {
      const file = join(disk ?? '', 'bucketwatch.db')
      const store = valueOf(Store.open(file))
      const result = await watching(store)
      expect(result).toMatchObject({ ok: false, issues: [{ code: 'state-disk-full' }] })
      store.close()
      execFileSync('mount', ['-o', 'remount,size=100m', disk ?? ''])
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
    expect(await watching(store, everyFile(files.toReversed()), now)).toEqual({ ok: true, value: undefined })
    expect(byId(standing(store))).toEqual(byId(ofAScan))
    store.close()
  })
})

describe('a state file of an earlier release', () => {
  const beside = (name: string): string => join(packageRoot(), 'test', 'fixtures', 'state', name)

  /** The file as it was written then, see test/fixtures/state/make.ts. */
  function unpacked(): string {
    const file = join(folder, 'earlier.db')
    writeFileSync(file, gunzipSync(readFileSync(beside('version-1.db.gz'))))
    return file
  }

  test('opens, and says what it said: findings, what was said of them, and what was learnt', () => {
    const store = valueOf(Store.open(unpacked()))
    expect(contentsOf(store)).toEqual(JSON.parse(readFileSync(beside('version-1.json'), 'utf8')))
    store.close()
  })

  test('goes on with what it had learnt', () => {
    const store = valueOf(Store.open(unpacked()))
    const detections = valueOf(compileDetections(earlierDetections))
    const keeper = new Keeper(store, { detections, environment: emptyEnvironment, allow: [] })
    const engine = createEngine(detections)
    const time = exampleTime + 80 * 3_600_000
    const network = { ip: '192.0.2.9', prefix: '192.0.2.0/24' }
    engine.observe(exampleEvent({ id: 'late', time, action: 'GetBucketAcl', bucket: earlierBucket, network }), false)
    const learnt = { detect: engine.state(), inventory: emptyInventory(), principals: [] }
    const before = store.findings.count()
    const { begunAnew } = valueOf(keeper.keep({ states: [learnt], progress: [], at: 0 }))
    expect(store.findings.list({ entity: network.ip }).map(({ finding }) => finding.detection.slug)).toEqual([
      'new-address',
    ])
    expect(store.findings.count()).toBe(before + 1)
    expect(begunAnew).toEqual([])
    store.close()
  })
})
