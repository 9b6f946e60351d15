/** A worker of a scan: reads the files it is given, and hands over its states at the end. */
import { parentPort, workerData } from 'node:worker_threads'
import { type PackedState, packState } from '#detect'
import { formatIssue } from '#primitives'
import { createLogReader, type ReaderSetup, type ReaderState, type ReadTask, type TaskAccount } from './log-reader.ts'
import { readInTurn } from './read-in-turn.ts'

export type ToWorker = { readonly kind: 'read'; readonly tasks: readonly ReadTask[] } | { readonly kind: 'finish' }

export type FromWorker =
  | { readonly kind: 'read'; readonly accounts: readonly TaskAccount[] }
  /** What a detection saw; all of them come before the state, which is without them. */
  | { readonly kind: 'detection'; readonly slug: string; readonly state: PackedState }
  | { readonly kind: 'state'; readonly state: ReaderState }

if (parentPort) serve(parentPort, workerData as ReaderSetup)

function serve(port: NonNullable<typeof parentPort>, setup: ReaderSetup): void {
  const reader = createLogReader(setup)
  if (!reader.ok) throw new Error(reader.issues.map(formatIssue).join('\n')) // the main thread has compiled the same
  let queue = Promise.resolve()
  port.on('message', (message: ToWorker) => {
    queue = queue.then(() => answer(message))
    queue.catch((error: unknown) => {
      throw error // a bug: let it end the worker, so that the main thread hears of it
    })
  })

  async function answer(message: ToWorker): Promise<void> {
    if (!reader.ok) return
    if (message.kind === 'read') {
      const accounts: TaskAccount[] = []
      for await (const account of readInTurn(reader.value, message.tasks)) accounts.push(account)
      port.postMessage({ kind: 'read', accounts } satisfies FromWorker)
      return
    }
    const state = reader.value.take()
    // One by one, and each is let go once it is sent: together they would be in memory three times.
    for (const [slug, own] of state.detect.detections) {
      const { state: packed, transfers } = packState(own)
      port.postMessage({ kind: 'detection', slug, state: packed } satisfies FromWorker, transfers)
      state.detect.detections.delete(slug)
    }
    const { ids, bins, bytes } = state.ledger.rows
    port.postMessage({ kind: 'state', state } satisfies FromWorker, [
      ids.buffer,
      bins.buffer,
      bytes.buffer,
    ] as ArrayBuffer[])
    port.close()
  }
}
