import { Worker } from 'node:worker_threads'
import type { ReaderSetup, ReaderState, ReadTask, TaskAccount } from './log-reader.ts'
import type { FromWorker, ToWorker } from './scan-worker.ts'
import { shareTasks } from './share-tasks.ts'

// In a checkout the sources run as they are; in a package they are compiled.
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './scan-worker.ts' : './scan-worker.js', import.meta.url)

/** Batches that wait in a worker's inbox, so that it never idles between two of them. */
const inbox = 2

/**
 * Reads all tasks with `count` workers, each owning whole files. Only accounts and states travel between threads:
 * cloning events would cost more than reading them. Rejects when a worker dies.
 */
export async function readWithWorkers(
  setup: ReaderSetup,
  tasks: readonly ReadTask[],
  count: number,
  onAccounts: (accounts: readonly TaskAccount[]) => void,
): Promise<ReaderState[]> {
  const batches = shareTasks(tasks)
  const next = (): ReadTask[] | undefined => batches.shift()
  const workers = Array.from({ length: Math.min(count, batches.length) }, () => startWorker(setup))
  try {
    return await Promise.all(workers.map(worker => drive(worker, next, onAccounts)))
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}

function startWorker(setup: ReaderSetup): Worker {
  return new Worker(workerFile, { workerData: setup, stderr: false })
}

function drive(
  worker: Worker,
  next: () => ReadTask[] | undefined,
  onAccounts: (accounts: readonly TaskAccount[]) => void,
): Promise<ReaderState> {
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
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'state') {
        resolve(message.state)
        return
      }
      waiting -= 1
      onAccounts(message.accounts)
      feed()
    })
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`a reading thread ended early (exit code ${code})`)))
    feed()
  })
}
