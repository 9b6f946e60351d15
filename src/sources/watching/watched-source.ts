import type { Duration, Result } from '#primitives'
import { defaultSourceLimits } from '../limits.ts'
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
  /** How often everything is looked at again, whatever told of changes in between. */
  readonly every?: Duration
  /** Whether the operating system is asked to tell of changes; off for mounts that tell wrong. */
  readonly listen?: boolean
  /** Messages of a queue that are worked on at once. */
  readonly inFlight?: number
  /** How long a queue or bucket that does not exist, or denies access, is asked again before the source fails. */
  readonly patience?: Duration
}

/**
 * The source behind a name as a person gives it: a folder, or `sqs://` and the URL of a queue without its `https://`. What is
 * wrong with the name, if it is.
 */
export function watchedSource(name: string, settings: WatchSettings = {}): Result<WatchedSource> {
  const patience = settings.patience ?? 5 * 60_000
  if (isQueueAddress(name)) return sqsSource(name, { inFlight: settings.inFlight ?? 200, patience })
  return folderSource(name, {
    maxDepth: settings.maxDepth ?? defaultSourceLimits.maxDepth,
    cwd: settings.cwd ?? process.cwd(),
    settle: settings.settle ?? 250,
    every: settings.every ?? 2_000,
    listen: settings.listen ?? true,
  })
}
