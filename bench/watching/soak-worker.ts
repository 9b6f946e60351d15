/**
 * Watches generated logs until so many events have been read, and prints a line of JSON with each sample of its memory:
 * `node --expose-gc soak-worker.ts <events> <folder>`.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { loadContent } from '#content'
import { watch } from '#pipeline'
import { Store } from '#store'
import { generatedLogs } from './generated-logs.ts'
import type { SoakSample } from './soak.ts'

const events = Number(process.argv[2])
const folder = process.argv[3] ?? ''
const sampleEvery = 250_000

const content = await loadContent()
if (!content.ok) throw new Error(JSON.stringify(content.issues))
const file = join(folder, 'state.db')
const store = Store.open(file)
if (!store.ok) throw new Error(JSON.stringify(store.issues))

/** Events are those of a month, and so is the clock: what is too old to matter is dropped as it would be if they came in their time. */
const month = 30 * 86_400_000
const startOfClock = Date.now()

let read = 0
let nextSample = sampleEvery
const began = performance.now()
const result = await watch({
  sources: [generatedLogs(events, folder)],
  store: store.value,
  detections: content.value.detections,
  signal: new AbortController().signal,
  now: () => startOfClock + Math.round((read / events) * month),
  hear: {
    kept({ accounts }) {
      read += accounts.flatMap(({ contents }) => contents).reduce((sum, { received }) => sum + received, 0)
      if (read >= nextSample) sample()
    },
    trouble: (source, { code, message }) => process.stderr.write(`${source}: ${code}: ${message}\n`),
  },
})
if (!result.ok) throw new Error(JSON.stringify(result.issues))

function sample(): void {
  nextSample = read - (read % sampleEvery) + sampleEvery
  const { rss } = process.memoryUsage()
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  const line: SoakSample = {
    events: read,
    seconds: (performance.now() - began) / 1000,
    rss,
    heap: heapUsed + external,
    stateFile: statSync(file).size,
    findings: store.ok ? store.value.findings.count() : 0,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
