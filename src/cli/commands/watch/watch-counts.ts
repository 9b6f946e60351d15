import type { KeptBatch } from '#pipeline'
import { BoundedCache } from '#primitives'

/** What the watching has come to so far, for the heartbeat, the metrics and the health check. */
export class WatchCounts {
  files = 0
  events = 0
  bytes = 0
  batches = 0
  findings = 0
  problems = 0
  /** Files that were read up to where they end, and are read again when they have their end. */
  readonly growing = new Set<string>()
  /** Events of the files read last: one that grows is read again from its beginning. */
  readonly #counted = new BoundedCache<string, number>(1000)
  /** Files that wait for their turn. */
  inIntake = 0
  /** Epoch milliseconds of the last commit. */
  lastCommit: number | undefined
  /** By source: when its last file was kept, and how old that file was then, in milliseconds. */
  readonly sources = new Map<string, SourceCounts>()

  /** Files that are there and not kept yet. */
  get waiting(): number {
    return this.inIntake + this.growing.size
  }

  /** @returns the files that are found to be still growing for the first time. */
  add(batch: KeptBatch, now: number): string[] {
    this.batches += 1
    this.lastCommit = now
    this.inIntake = batch.waiting
    const begun: string[] = []
    for (const account of batch.accounts) if (this.#addFile(account)) begun.push(account.file.name)
    this.problems += batch.troubles.length
    for (const { source, delivery } of batch.arrivals) {
      const own = this.sources.get(source.name) ?? { files: 0, lastKept: now, lag: undefined }
      this.sources.set(source.name, own)
      own.files += delivery.files.length
      own.lastKept = now
      const arrived = delivery.files.map(file => file.arrived ?? now)
      if (arrived.length > 0) own.lag = now - Math.min(...arrived)
    }
    return begun
  }

  /** A file that is looked at again and again counts when it is done; true where it begins to wait for its end. */
  #addFile({ file, contents, failure, comesAgain }: KeptBatch['accounts'][number]): boolean {
    this.#addEvents(
      file.name,
      contents.reduce((sum, { passed }) => sum + passed, 0),
    )
    if (comesAgain && failure === undefined) {
      const isKnown = this.growing.has(file.name)
      this.growing.add(file.name)
      return !isKnown
    }
    this.growing.delete(file.name)
    // What could not be opened comes again.
    if (!contents.some(({ issues }) => issues.some(({ code }) => code === 'not-readable'))) this.files += 1
    for (const content of contents) this.bytes += content.bytes
    return false
  }

  /** Only what is new in a file that was read before; one that holds less than before has been begun anew. */
  #addEvents(file: string, events: number): void {
    const before = this.#counted.get(file) ?? 0
    this.events += events < before ? events : events - before
    this.#counted.set(file, events)
  }
}

export interface SourceCounts {
  files: number
  lastKept: number
  lag: number | undefined
}
