/**
 * A state file with a million (bucket, address) keys: how large it is, how soon it is open, and what a program that watches with it
 * takes. Access logs of 100 buckets, each read from 10,000 networks, are learnt from by the detection of new addresses.
 */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { loadContent } from '#content'
import { learnBaseline } from '#pipeline'
import { Store } from '#store'

const buckets = 100
const networks = 10_000
const detection = 'bucket-reached-from-new-address'
const root = mkdtempSync(join(tmpdir(), 'bucketwatch-state-'))
const file = join(root, 'bucketwatch.db')

try {
  const content = await loadContent()
  const store = Store.open(file)
  if (!content.ok || !store.ok) throw new Error('content and an empty state file can be opened')
  const detections = content.value.detections.filter(({ slug }) => slug === detection)
  const started = performance.now()
  for (let bucket = 0; bucket < buckets; bucket++) {
    const log = join(root, 'logs', `${bucket}.log`)
    writeLog(log, bucket)
    const learnt = await learnBaseline({ paths: [log], store: store.value, detections, workers: 1 })
    if (!learnt.ok) throw new Error(JSON.stringify(learnt.issues))
    rmSync(log)
  }
  const keys = (store.value.states.scopes(1).length * networks).toLocaleString('en')
  store.value.close()
  const learning = (performance.now() - started) / 1_000
  const { opened, megabytes } = await watchWith(file)
  process.stdout.write(
    [
      `${keys} keys in ${(statSync(file).size / 1e6).toFixed(0)} MB, learnt in ${learning.toFixed(0)} s`,
      `watch with it: open after ${opened.toFixed(2)} s (start of the program included), at most ${megabytes.toFixed(0)} MB of memory with a file a second`,
      '',
    ].join('\n'),
  )
} finally {
  rmSync(root, { recursive: true, force: true })
}

function writeLog(path: string, bucket: number): void {
  mkdirSync(join(root, 'logs'), { recursive: true })
  writeFileSync(path, '')
  let text = ''
  for (let network = 0; network < networks; network++) {
    const time = new Date(Date.UTC(2026, 9, 1) + (network * 250 + bucket) * 1_000)
    text += lineOf(
      `amzn-s3-demo-bucket-${bucket}`,
      `2001:db8:${network.toString(16)}::1`,
      time,
      bucket * networks + network,
    )
  }
  appendFileSync(path, text)
}

function lineOf(bucket: string, address: string, time: Date, request: number): string {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? []
  const id = request.toString(16).toUpperCase().padStart(16, '0')
  return `${'0'.repeat(63)}1 ${bucket} [${day}/${month}/${year}:${clock} +0000] ${address} arn:aws:iam::111122223333:user/reader ${id} REST.GET.OBJECT a "GET /a HTTP/1.1" 200 - 100 100 10 9 "-" "aws-cli/2.15" - host SigV4 - AuthHeader ${bucket}.s3.amazonaws.com TLSv1.2 - -\n`
}

/** Runs the program on a folder into which a file is put each second, and looks how much memory it takes. */
async function watchWith(state: string): Promise<{ opened: number; megabytes: number }> {
  const folder = join(root, 'watched')
  mkdirSync(folder)
  const started = performance.now()
  const child = spawn(process.execPath, ['bin/bucketwatch.js', 'watch', folder, '--state', state], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let opened = Number.NaN
  child.stderr.on('data', (text: Buffer) => {
    if (Number.isNaN(opened) && text.includes('"watching"')) opened = (performance.now() - started) / 1_000
  })
  let most = 0
  for (let second = 0; second < 20; second++) {
    const line = lineOf(`amzn-s3-demo-bucket-${second}`, '2001:db8:1::1', new Date(Date.UTC(2026, 10, 1)), 2e6 + second)
    writeFileSync(join(folder, `${second}.log`), line)
    await delay(1_000)
    const memory = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    most = Math.max(most, Number(memory ?? 0) / 1_000)
  }
  child.kill('SIGTERM')
  return { opened, megabytes: most }
}
