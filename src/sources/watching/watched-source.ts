import type { Duration, Result } from '#primitives'
import { defaultSourceLimits } from '../limits.ts'
import { isS3Url } from '../s3/s3-url.ts'
import { bucketSource } from './bucket/bucket-source.ts'
import type { WatchedSource } from './delivery.ts'
import { folderSource } from './folder/folder-source.ts'
import { isQueueAddress } from './sqs/queue-address.ts'
import { sqsSource } from './sqs/sqs-source.ts'

export interface WatchSettings {
  /** Folders below a watched folder. */
  readonly maxDepth?: number
  /** What relative paths are relative to. */
  readonly cwd?: string
  /** How long a file of a folder must stay the same until it is taken to be complete. */
  readonly settle?: Duration
  /** How often everything in a folder is looked at again (2 s), whatever told of changes in between; a bucket (60 s). */
  readonly every?: Duration
  /** Whether the operating system is asked to tell of changes; off for mounts that tell wrong. */
  readonly listen?: boolean
  /**
   * How late an object may appear in a bucket and still be found (2 d). Of a bucket that was never watched before, logs
   * of so long are read, and no older ones.
   */
  readonly lookBack?: Duration
  /** Of a bucket: only logs of these accounts and regions, as far as keys tell. */
  readonly accounts?: readonly string[]
  readonly regions?: readonly string[]
  /** Messages of a queue that are worked on at once. */
  readonly inFlight?: number
  /** How long a queue or bucket that does not exist, or denies access, is asked again before the source fails. */
  readonly patience?: Duration
}

/**
 * The source behind a name as a person gives it: a folder, `s3://bucket/prefix`, or `sqs://` and the URL of a queue without its
 * `https://`. What is wrong with the name, if it is.
 */
export function watchedSource(name: string, settings: WatchSettings = {}): Result<WatchedSource> {
  const patience = settings.patience ?? 5 * 60_000
  if (isQueueAddress(name)) return sqsSource(name, { inFlight: settings.inFlight ?? 200, patience })
  if (isS3Url(name)) {
    const { lookBack = 2 * 24 * 3_600_000, every = 60_000, accounts = [], regions = [] } = settings
    return bucketSource(name, { lookBack, every, accounts, regions, patience })
  }
  return folderSource(name, {
    maxDepth: settings.maxDepth ?? defaultSourceLimits.maxDepth,
    cwd: settings.cwd ?? process.cwd(),
    settle: settings.settle ?? 250,
    every: settings.every ?? 2_000,
    listen: settings.listen ?? true,
  })
}
