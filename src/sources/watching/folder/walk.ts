import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Issue } from '#primitives'
import { problems, readingProblem } from '../../problems.ts'

/** A file as it was when it was looked at. */
export interface Sight {
  /** Below the watched folder; empty for a file that is watched itself. */
  readonly name: string
  readonly path: string
  readonly size: number
  /** Epoch milliseconds, with a fraction. */
  readonly modified: number
  readonly inode: number
}

/** A folder below the watched one, whose name is empty. */
export interface Place {
  readonly name: string
  readonly path: string
}

export interface WalkOptions {
  readonly maxDepth: number
  readonly signal: AbortSignal
  /** Hears of each folder before its files are looked at, so that nothing can arrive in between unseen. */
  readonly enter: (place: Place) => void
  readonly report: (issue: Issue) => void
}

// Enough to keep a network mount busy, and few enough to leave threads to others.
const looksAtOnce = 16

/**
 * The files below a place, folder by folder in the order of names; those of a folder come together. As in a scan, names
 * that begin with a dot are left out (tools that copy write to such names first) and links are followed, never into a loop.
 */
export async function* walk(
  place: Place,
  options: WalkOptions,
  above: readonly string[] = [],
): AsyncGenerator<readonly Sight[]> {
  if (options.signal.aborted) return
  if (above.length > options.maxDepth) {
    options.report(problems.pathTooDeep(place.path, options.maxDepth))
    return
  }
  const inside = await enter(place, options, above)
  if (!inside) return
  const { folders, sights } = await look(place, inside.entries, options)
  yield sights
  for (const folder of folders) yield* walk(folder, options, [...above, inside.real])
}

/** The file at a path, the folder that it is, or undefined when nothing is there, or it cannot be looked at, which is reported. */
export async function lookAt(
  name: string,
  path: string,
  report: (issue: Issue) => void,
): Promise<Sight | 'folder' | undefined> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) return 'folder'
    if (!stats.isFile()) return undefined
    return { name, path, size: stats.size, modified: stats.mtimeMs, inode: stats.ino }
  } catch (error) {
    const issue = readingProblem(path, error)
    if (issue.code !== 'not-found') report(issue)
    return undefined
  }
}

export const isHidden = (name: string): boolean => name.split(/[\\/]/).some(part => part.startsWith('.'))

async function enter(
  place: Place,
  { enter: tell, report }: WalkOptions,
  above: readonly string[],
): Promise<{ real: string; entries: Dirent[] } | undefined> {
  try {
    const real = await realpath(place.path)
    if (above.includes(real)) {
      report(problems.symlinkLoop(place.path))
      return undefined
    }
    tell(place)
    const entries = await readdir(place.path, { withFileTypes: true })
    return { real, entries: entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
  } catch (error) {
    report(readingProblem(place.path, error))
    return undefined
  }
}

async function look(
  place: Place,
  entries: readonly Dirent[],
  { signal, report }: WalkOptions,
): Promise<{ folders: Place[]; sights: Sight[] }> {
  const folders: Place[] = []
  const sights: Sight[] = []
  // Who may list a folder and not enter it may look at nothing in it: that is said of the folder, once.
  const tell = (issue: Issue): void => report({ ...issue, at: { file: place.path } })
  const visible = entries.filter(entry => !isHidden(entry.name))
  for (let from = 0; from < visible.length && !signal.aborted; from += looksAtOnce) {
    const some = visible.slice(from, from + looksAtOnce).map(async entry => {
      const found = { name: join(place.name, entry.name), path: join(place.path, entry.name) }
      return { found, seen: entry.isDirectory() ? ('folder' as const) : await lookAt(found.name, found.path, tell) }
    })
    for (const { found, seen } of await Promise.all(some)) {
      if (seen === 'folder') folders.push(found)
      else if (seen) sights.push(seen)
    }
  }
  return { folders, sights }
}
