import type { Duration, Result } from '#primitives'
import { defaultSourceLimits } from '../limits.ts'
import type { WatchedSource } from './delivery.ts'
import { folderSource } from './folder/folder-source.ts'

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
}

/** The source behind a name as a person gives it; what is wrong with the name, if it is. */
export function watchedSource(name: string, settings: WatchSettings = {}): Result<WatchedSource> {
  return folderSource(name, {
    maxDepth: settings.maxDepth ?? defaultSourceLimits.maxDepth,
    cwd: settings.cwd ?? process.cwd(),
    settle: settings.settle ?? 250,
    every: settings.every ?? 2_000,
    listen: settings.listen ?? true,
  })
}
