import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker, workerData } from 'node:worker_threads'

export interface Reading {
  /** Decompressed. */
  bytes: number
  events: number
}

interface Share {
  readonly files: readonly string[]
  /** The next file that nobody has taken yet. */
  readonly next: SharedArrayBuffer
}

/** All files under a folder, the largest first, so that no worker is left with a big one at the end. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path, size: statSync(path).size }))
    .toSorted((a, b) => b.size - a.size)
    .map(file => file.path)
}

/** Runs a worker script on so many threads, which take whole files from one queue, and adds up what they read. */
export async function runFleet(script: URL, folder: string, workers: number): Promise<Reading> {
  const share: Share = { files: filesUnder(folder), next: new SharedArrayBuffer(4) }
  const total: Reading = { bytes: 0, events: 0 }
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(script, { workerData: share })
      worker.on('message', (reading: Reading) => {
        total.bytes += reading.bytes
        total.events += reading.events
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
    })
  await Promise.all(Array.from({ length: workers }, run))
  return total
}

/** In a worker: the files it gets, one by one. */
export function* takenFiles(): Generator<string> {
  const { files, next } = workerData as Share
  const counter = new Int32Array(next)
  for (;;) {
    const file = files[Atomics.add(counter, 0, 1)]
    if (file === undefined) return
    yield file
  }
}
