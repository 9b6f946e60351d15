import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteBucketCommand, DeleteObjectCommand } from '@aws-sdk/client-s3'
import { DeleteQueueCommand } from '@aws-sdk/client-sqs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Content, loadContent, packageRoot } from '#content'
import type { Finding } from '#findings'
import { scan, watch } from '#pipeline'
import type { Issue } from '#primitives'
import { type WatchSettings, watchedSource } from '#sources'
import { Store } from '#store'
import { type Emulator, startEmulator } from '../fixtures/emulator/index.ts'
import { valueOf } from '../fixtures/example-store.ts'
import { runProgram } from './run-program.ts'

const { detections }: Content = valueOf(await loadContent())
const root = join(packageRoot(), 'demo', 'logs')
/** The days in which the intruder is. */
const keys = globSync('cloudtrail/**/*202610{17,18,19,20,21}T*', { cwd: root }).sort()
const half = Math.floor(keys.length / 2)
const bucket = 'amzn-s3-demo-logs'
/** The days of the demo are long gone, by the clock. */
const lookBack = 3_650 * 86_400_000

let emulator: Emulator
let ofAScan: string
beforeAll(async () => {
  emulator = await startEmulator()
  const paths = keys.map(key => join(root, key))
  const { findings } = valueOf(await scan({ paths, detections, workers: 1 }))
  ofAScan = said(findings).replaceAll(`${root}/`, `s3://${bucket}/`)
}, 60_000)
afterAll(() => emulator.close())

/** What is found, without the records that are kept with it. */
const said = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ events, ...finding }) => finding),
    null,
    1,
  )

let store: Store
beforeEach(async () => {
  for (const [name, value] of Object.entries(emulator.environment())) vi.stubEnv(name, value)
  store = valueOf(Store.open(':memory:'))
  await emulator.createBucket(bucket)
})
afterEach(async () => {
  store.close()
  await removeBucket()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const put = (some: readonly string[]) =>
  Promise.all(some.map(key => emulator.put(bucket, key, readFileSync(join(root, key)))))

async function removeBucket(): Promise<void> {
  await Promise.all(keys.map(Key => emulator.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))))
  await emulator.s3.send(new DeleteBucketCommand({ Bucket: bucket }))
}

/** As a trail tells of its log files, in one message. */
const tell = (queue: string, some: readonly string[]) =>
  emulator.send(queue, JSON.stringify({ s3Bucket: bucket, s3ObjectKey: some }))

const removeQueue = (QueueUrl: string) => emulator.sqs.send(new DeleteQueueCommand({ QueueUrl }))

/** A watch that goes on while the test does something. */
function watching(source: string, settings: WatchSettings) {
  const stop = new AbortController()
  const troubles: Issue[] = []
  let files = 0
  const result = watch({
    sources: [valueOf(watchedSource(source, { lookBack, ...settings }))],
    store,
    detections,
    signal: stop.signal,
    lateness: 60 * 86_400_000,
    hear: {
      kept: batch => void (files += batch.accounts.length),
      trouble: (_, issue) => troubles.push(issue),
    },
  })
  return {
    result,
    troubles,
    read: (count: number) => vi.waitFor(() => expect(files).toBe(count), 60_000),
    told: (code: string) => vi.waitFor(() => expect(troubles.map(issue => issue.code)).toContain(code), 60_000),
    stop() {
      stop.abort()
      return result
    },
  }
}

const standing = (): string => said(store.findings.list({ statuses: ['open'] }).map(({ finding }) => finding))

describe('a queue that disappears while it is watched', { timeout: 400_000 }, () => {
  test('is waited for, and worked on when it is there again', async () => {
    const name = 'logs-that-come-back'
    const queue = await emulator.createQueue(name)
    await put(keys)
    await tell(queue, keys.slice(0, half))
    const watched = watching(`sqs+${queue}`, { patience: 60_000 })
    await watched.read(half)
    await removeQueue(queue)
    await watched.told('sqs-no-queue')
    expect(await emulator.createQueue(name)).toBe(queue)
    await tell(queue, keys.slice(half))
    await watched.read(keys.length)
    expect(await watched.stop()).toEqual({ ok: true, value: undefined })
    expect(standing()).toBe(ofAScan)
  })

  test('for good ends the watch; what its messages told of is found by looking into the bucket', async () => {
    const queue = await emulator.createQueue('logs-that-go')
    await put(keys)
    await tell(queue, keys.slice(0, half))
    const watched = watching(`sqs+${queue}`, { patience: 1_000 })
    await watched.read(half)
    await tell(queue, [])
    await removeQueue(queue)
    const message = expect.stringContaining('There is no such queue')
    expect(await watched.result).toMatchObject({ ok: false, issues: [{ code: 'sqs-no-queue', message }] })
    const looked = watching(`s3://${bucket}/`, { every: 200 })
    await vi.waitFor(() => expect(standing()).toBe(ofAScan), 60_000)
    expect(await looked.stop()).toEqual({ ok: true, value: undefined })
  })

  test('ends the program with 3 and the sentence once five minutes have passed', async () => {
    const queue = await emulator.createQueue('logs-of-the-program')
    await removeQueue(queue)
    const now = performance.now.bind(performance)
    let asked = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 60_000 * asked++)
    const { code, stderr } = await runProgram(['watch', `sqs+${queue}`, '--state', ':memory:'], {
      env: emulator.environment(),
    })
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('There is no such queue') })
  })
})

describe('a bucket that disappears while it is watched', { timeout: 400_000 }, () => {
  test('for good ends the watch; the next one goes on where it was', async () => {
    await put(keys.slice(0, half))
    const watched = watching(`s3://${bucket}/`, { every: 100, patience: 1_000 })
    await watched.read(half)
    await removeBucket()
    const message = expect.stringContaining(`There is no bucket ${bucket}`)
    expect(await watched.result).toMatchObject({ ok: false, issues: [{ code: 's3-no-bucket', message }] })
    await emulator.createBucket(bucket)
    await put(keys)
    const again = watching(`s3://${bucket}/`, { every: 100 })
    await vi.waitFor(() => expect(standing()).toBe(ofAScan), 60_000)
    expect(await again.stop()).toEqual({ ok: true, value: undefined })
  })

  test('is waited for, and read to its end when it is there again', async () => {
    await put(keys.slice(0, half))
    const watched = watching(`s3://${bucket}/`, { every: 100, patience: 60_000 })
    await watched.read(half)
    await removeBucket()
    await watched.told('s3-no-bucket')
    await emulator.createBucket(bucket)
    await put(keys)
    await vi.waitFor(() => expect(standing()).toBe(ofAScan), 60_000)
    expect(await watched.stop()).toEqual({ ok: true, value: undefined })
  })

  test('keeps the messages that tell of it', async () => {
    const queue = await emulator.createQueue('logs-of-a-bucket-that-goes')
    await put(keys.slice(0, half))
    await tell(queue, keys.slice(0, half))
    const watched = watching(`sqs+${queue}`, {})
    await watched.read(half)
    await removeBucket()
    await tell(queue, keys.slice(half))
    await watched.told('s3-no-bucket')
    await emulator.createBucket(bucket)
    await put(keys.slice(half))
    await vi.waitFor(() => expect(standing()).toBe(ofAScan), 60_000)
    expect(await watched.stop()).toEqual({ ok: true, value: undefined })
    expect(await emulator.depth(queue)).toEqual({ waiting: 0, inFlight: 0 })
  })
})
