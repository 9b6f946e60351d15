import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { Issue } from '#primitives'
import { Listing } from './listing.ts'
import type { LogFile, SourceLimits } from './log-file.ts'
import { problems, readingProblem } from './problems.ts'
import { addObjects } from './s3/add-objects.ts'
import { everyKey, type KeyScope } from './s3/key-scope.ts'
import type { LeftOut } from './s3/list-objects.ts'
import { isS3Url } from './s3/s3-url.ts'
import { walkFolder } from './walk-folder.ts'
import { isQueueAddress } from './watching/sqs/queue-address.ts'

/** What the paths of a command stand for. */
export interface FoundFiles {
  readonly files: readonly LogFile[]
  /** Paths that stand for nothing, and what was left out on the way; none of it stops the rest. */
  readonly issues: readonly Issue[]
  /** Requests that were made to list objects. */
  readonly requests: number
  /** What was not listed, or listed and left out, since its key tells that it is not wanted: by reason. */
  readonly leftOut: ReadonlyMap<string, LeftOut>
}

export interface ListFilesOptions {
  readonly limits: Pick<SourceLimits, 'maxDepth'>
  readonly cwd?: string
  /** Which objects are wanted. */
  readonly scope?: KeyScope
  /** Hears of the objects that a listing under way has come to. */
  readonly onListed?: ((objects: number) => void) | undefined
}

/**
 * Finds the files behind paths: files, folders (walked), globs (where no file has that very name), `-` for standard
 * input, `s3://bucket/prefix`. In the order of the paths, within a folder by name; a file reached twice is listed once.
 * Of objects only those whose keys may hold logs in `scope`.
 */
export async function listFiles(paths: readonly string[], options: ListFilesOptions): Promise<FoundFiles> {
  const { limits, cwd = process.cwd(), scope = everyKey, onListed } = options
  const listing = new Listing()
  for (const path of paths) {
    if (path === '-') listing.addStdin()
    else if (isQueueAddress(path)) listing.report(problems.onlyWatched(path))
    else if (isS3Url(path)) await addObjects(path, listing, scope, onListed)
    else if (statOf(cwd, path) || !isDynamicPattern(path)) addPath(path, listing, cwd, limits.maxDepth)
    else await addMatches(path, listing, cwd, limits.maxDepth)
  }
  return listing
}

async function addMatches(pattern: string, listing: Listing, cwd: string, maxDepth: number): Promise<void> {
  const matches = await glob(pattern, { cwd, onlyFiles: false, expandDirectories: false, deep: maxDepth })
  if (matches.length === 0) listing.report(problems.noMatch(pattern))
  for (const match of matches.toSorted()) addPath(match.replace(/(?<=.)\/$/, ''), listing, cwd, maxDepth)
}

function addPath(name: string, listing: Listing, cwd: string, maxDepth: number): void {
  const path = resolve(cwd, name)
  try {
    const stats = statSync(path)
    const found = { name, path, real: realpathSync(path) }
    if (stats.isDirectory()) walkFolder(found, listing, maxDepth)
    else listing.add(found)
  } catch (error) {
    listing.report(readingProblem(name, error))
  }
}

function statOf(cwd: string, path: string): boolean {
  return statSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined
}
