import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { type Emulator, fromS3, startEmulator } from '../../test/fixtures/emulator/index.ts'
import { Random } from '../generator/random.ts'
import { type ToldFile, toldFiles } from './told-files.ts'

export interface LatencyRun {
  /** Files per second, and for how many seconds. */
  readonly rate: number
  readonly seconds: number
}

export interface Latency extends LatencyRun {
  readonly files: number
  /** Of files whose finding was told; all milliseconds from the moment that the object is put. */
  readonly told: number
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

const bucket = 'amzn-s3-demo-logs'
const program = join(import.meta.dirname, '../../bin/bucketwatch.js')
/** Seconds of the same before the clock starts: what is measured goes on for months. */
const warmUp = 10

/** From a file in the bucket to its finding on the output, with S3 telling a queue of each object. */
export async function measureLatency(run: LatencyRun): Promise<Latency> {
  const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-latency-'))
  const emulator = await startEmulator()
  await emulator.createBucket(bucket)
  const queue = await emulator.createQueue('latency')
  const watching = await watch([`sqs+${queue}`, '--state', join(folder, 'state.db')], emulator)
  try {
    const files = toldFiles(new Random('latency 1'))
    await put(files, { rate: run.rate, seconds: warmUp }, emulator, queue)
    const putAt = await put(files, run, emulator, queue)
    await settle(() => [...putAt.keys()].every(name => watching.toldAt.has(name)), 30_000)
    const delays = [...putAt].flatMap(([name, at]) => (watching.toldAt.get(name) ?? Number.NaN) - at)
    return summarise(
      run,
      delays.filter(delay => !Number.isNaN(delay)),
      putAt.size,
    )
  } finally {
    await watching.stop()
    await emulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function summarise(run: LatencyRun, delays: readonly number[], files: number): Latency {
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)
  return { ...run, files, told: delays.length, median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) }
}

/** When each was put, by the name of the bucket in its finding. */
async function put(
  files: Iterator<ToldFile>,
  { rate, seconds }: LatencyRun,
  emulator: Emulator,
  queue: string,
): Promise<ReadonlyMap<string, number>> {
  const putAt = new Map<string, number>()
  const sent: Promise<void>[] = []
  const began = performance.now()
  for (let index = 0; index < rate * seconds; index++) {
    const { key, body, bucket: name } = files.next().value as ToldFile
    await setTimeout(Math.max(0, began + (index * 1000) / rate - performance.now()))
    putAt.set(name, performance.now())
    sent.push(deliver(key, body, emulator, queue))
  }
  await Promise.all(sent)
  return putAt
}

async function deliver(key: string, body: Buffer, emulator: Emulator, queue: string): Promise<void> {
  const etag = await emulator.put(bucket, key, body)
  await emulator.send(queue, fromS3({ bucket, key, size: body.length, etag, written: Date.now() }))
}

async function watch(words: readonly string[], emulator: Emulator) {
  const child = spawn(process.execPath, [program, 'watch', ...words, '-f', 'jsonl'], {
    env: { ...process.env, ...emulator.environment() },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const toldAt = new Map<string, number>()
  createInterface({ input: child.stdout }).on('line', line => {
    const { change, buckets } = JSON.parse(line) as { change: string; buckets: readonly string[] }
    const [name = ''] = buckets
    if (change === 'new' && !toldAt.has(name)) toldAt.set(name, performance.now())
  })
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  await settle(() => said.includes('"watching"'), 30_000)
  return {
    toldAt,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Until something holds, for so many milliseconds at most. */
async function settle(holds: () => boolean, most: number): Promise<void> {
  for (let waited = 0; waited < most && !holds(); waited += 50) await setTimeout(50)
}
