import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type DetectionState, unpackState } from '#detect'
import type { LogReader, ReaderSetup, ReaderState, ReadTask, TaskAccount } from './log-reader.ts'
import { readInTurn } from './read-in-turn.ts'
import type { FromWorker, ToWorker } from './scan-worker.ts'
import { shareTasks } from './share-tasks.ts'

// In a checkout the sources run as they are; in a package they are compiled.
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './scan-worker.ts' : './scan-worker.js', import.meta.url)

/** Batches that wait in a worker's inbox, so that it never idles while this thread is busy reading. */
const inbox = 3

/** Events live short: a larger nursery takes memory, and no less time. The old generation may grow as in this thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 24 }

type OnAccounts = (accounts: readonly TaskAccount[]) => void

/**
 * Reads all tasks with `count` threads, each owning whole files: this one, which is warm and begins at once, and
 * workers. Only accounts and states travel between threads: cloning events would cost more than reading them.
 * Gives the states of the workers; `here` has its own. Rejects when a worker dies.
 */
export async function readWithWorkers(
  setup: ReaderSetup,
  tasks: readonly ReadTask[],
  count: number,
  here: LogReader,
  onAccounts: OnAccounts,
): Promise<ReaderState[]> {
  const batches = shareTasks(tasks)
  const next = (): ReadTask[] | undefined => batches.shift()
  const workers = Array.from(
    { length: Math.max(0, Math.min(count, batches.length) - 1) },
    () => new Worker(workerFile, { workerData: setup, resourceLimits }),
  )
  try {
    const states = Promise.all(workers.map(worker => drive(worker, next, onAccounts)))
    const [, ofWorkers] = await Promise.all([readHere(here, next, onAccounts), states])
    return ofWorkers
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

async function readHere(here: LogReader, next: () => ReadTask[] | undefined, onAccounts: OnAccounts): Promise<void> {
  for (let tasks = next(); tasks; tasks = next()) {
    for await (const account of readInTurn(here, tasks)) {
      onAccounts([account])
      await setImmediate() // the workers' messages want an answer
    }
  }
}

function drive(worker: Worker, next: () => ReadTask[] | undefined, onAccounts: OnAccounts): Promise<ReaderState> {
  const send = (message: ToWorker): void => worker.postMessage(message)
  let waiting = 0
  let finished = false
  const feed = (): void => {
    while (waiting < inbox) {
      const tasks = next()
      if (!tasks) break
      waiting += 1
      send({ kind: 'read', tasks })
    }
    if (waiting === 0 && !finished) {
      finished = true
      send({ kind: 'finish' })
    }
  }
  const detections = new Map<string, DetectionState>()
  return new Promise((resolve, reject) => {
    worker.on('online', feed)
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'detection') {
        detections.set(message.slug, unpackState(message.state))
        return
      }
      if (message.kind === 'state') {
        resolve({ ...message.state, detect: { ...message.state.detect, detections } })
        return
      }
      waiting -= 1
      onAccounts(message.accounts)
      feed()
    })
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`a reading thread ended early (exit code ${code})`)))
  })
}
