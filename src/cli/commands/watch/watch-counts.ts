import type { KeptBatch } from '#pipeline'

/** What the watching has come to so far, for the heartbeat, the metrics and the health check. */
export class WatchCounts {
  files = 0
  events = 0
  bytes = 0
  batches = 0
  findings = 0
  problems = 0
  waiting = 0
  /** Epoch milliseconds of the last commit. */
  lastCommit: number | undefined
  /** By source: when its last file was kept, and how old that file was then, in milliseconds. */
  readonly sources = new Map<string, SourceCounts>()

  add(batch: KeptBatch, now: number): void {
    this.batches += 1
    this.lastCommit = now
    this.waiting = batch.waiting
    this.events += batch.observed
    for (const { contents } of batch.accounts) {
      this.files += 1
      for (const content of contents) this.bytes += content.bytes
    }
    this.problems += batch.troubles.length
    for (const { source, delivery } of batch.arrivals) {
      const own = this.sources.get(source.name) ?? { files: 0, lastKept: now, lag: undefined }
      this.sources.set(source.name, own)
      own.files += delivery.files.length
      own.lastKept = now
      const arrived = delivery.files.map(file => file.arrived ?? now)
      if (arrived.length > 0) own.lag = now - Math.min(...arrived)
    }
  }
}

export interface SourceCounts {
  files: number
  lastKept: number
  lag: number | undefined
}
