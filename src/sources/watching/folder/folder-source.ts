import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Duration, failure, ok, type Result } from '#primitives'
import { problems, readingProblem } from '../../problems.ts'
import type { Delivery, WatchedSource } from '../delivery.ts'
import { type Arrived, markOf } from './arrivals.ts'
import { FolderWatch } from './folder-watch.ts'

export interface FolderSettings {
  /** Folders below the watched one. */
  readonly maxDepth: number
  readonly cwd: string
  /** A file has arrived when it stayed the same for so long. */
  readonly settle: Duration
  /** Everything is looked at again after so long, and after ten times as long as that takes. */
  readonly every: Duration
  /** Whether the operating system is asked to tell of changes. */
  readonly listen: boolean
}

// A batch costs a commit: large enough that a backlog does not consist of commits, small enough to be done in a second.
const batch = { files: 256, bytes: 32 * 1024 * 1024 }

/** A folder into which files are written, copied, renamed or synchronised, or one file that grows. */
export function folderSource(name: string, settings: FolderSettings): Result<WatchedSource> {
  const path = resolve(settings.cwd, name)
  try {
    const stats = statSync(path)
    if (!stats.isDirectory() && !stats.isFile()) return failure(problems.notAFile(name))
  } catch (error) {
    return failure(readingProblem(name, error))
  }
  return ok({
    name,
    lookBack: undefined,
    async *deliveries({ progress, signal, report }) {
      const watch = new FolderWatch(path, settings, { hasRead: mark => progress.hasRead(mark), report })
      try {
        for await (const arrived of watch.batches(batch.files, batch.bytes, signal))
          yield delivery(name, arrived, watch)
      } finally {
        watch.close()
      }
    },
  })
}

function delivery(source: string, arrived: readonly Arrived[], watch: FolderWatch): Delivery {
  return {
    files: arrived.map(one => ({
      file: { name: join(source, one.name), path: one.path, size: one.size, ...(one.mayGrow && { mayGrow: true }) },
      mark: markOf(one),
      arrived: Math.floor(one.modified),
    })),
    refused: [],
    positions: new Map(),
    settle: async () => watch.settled(arrived),
    giveBack: async () => watch.giveBack(arrived),
  }
}
