import { Counter, Gauge, Registry } from 'prom-client'
import type { WatchCounts } from './watch-counts.ts'

/** The counts under Prometheus' names, read when they are asked for. */
export function createWatchMetrics(counts: WatchCounts): Registry {
  const registry = new Registry()
  const counter = (name: string, help: string, read: () => number): void => {
    void new Counter({
      name: `bucketwatch_${name}_total`,
      help,
      registers: [registry],
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
  counter('files', 'Log files read and kept.', () => counts.files)
  counter('events', 'Events that detections saw.', () => counts.events)
  counter('bytes', 'Decompressed bytes read.', () => counts.bytes)
  counter('commits', 'Batches kept, each in one transaction.', () => counts.batches)
  counter('findings', 'Changes of findings told.', () => counts.findings)
  counter('problems', 'Files, messages and records that could not be used.', () => counts.problems)
  void new Gauge({
    name: 'bucketwatch_deliveries_waiting',
    help: 'Deliveries that wait to be read.',
    registers: [registry],
    collect() {
      this.set(counts.waiting)
    },
  })
  void new Gauge({
    name: 'bucketwatch_lag_seconds',
    help: 'How old the last file of a source was when it was kept.',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      for (const [source, { lag }] of counts.sources) if (lag !== undefined) this.set({ source }, lag / 1_000)
    },
  })
  void new Gauge({
    name: 'bucketwatch_last_commit_timestamp_seconds',
    help: 'When a batch was last kept, in seconds since 1970.',
    registers: [registry],
    collect() {
      if (counts.lastCommit !== undefined) this.set(counts.lastCommit / 1_000)
    },
  })
  return registry
}
