import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Listing } from './listing.ts'
import { problems, readingProblem } from './problems.ts'

/** A folder by the name a person would give it, by the path that opens it, and by its path free of links. */
export interface Folder {
  readonly name: string
  readonly path: string
  readonly real: string
}

/** Lists the files under a folder in the order of their names; links are followed, but never into a loop. */
export function walkFolder(folder: Folder, listing: Listing, maxDepth: number, above: readonly string[] = []): void {
  if (above.length > maxDepth) {
    listing.report(problems.pathTooDeep(folder.name, maxDepth))
    return
  }
  if (!listing.enter(folder.real)) return
  const inside = [...above, folder.real]
  for (const entry of entriesOf(folder, listing)) {
    const { name: last } = entry
    const found = { name: join(folder.name, last), path: join(folder.path, last), real: join(folder.real, last) }
    if (last.startsWith('.')) listing.report(problems.hiddenFile(found.name))
    else if (entry.isFile()) listing.add(found)
    else if (entry.isDirectory()) walkFolder(found, listing, maxDepth, inside)
    else if (entry.isSymbolicLink()) follow(found, listing, maxDepth, inside)
    else listing.report(problems.notAFile(found.name))
  }
}

function entriesOf(folder: Folder, listing: Listing): Dirent[] {
  try {
    return readdirSync(folder.path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    listing.report(readingProblem(folder.name, error))
    return []
  }
}

function follow(link: Folder, listing: Listing, maxDepth: number, above: readonly string[]): void {
  try {
    const target = { ...link, real: realpathSync(link.path) }
    const stats = statSync(target.real)
    if (stats.isFile()) listing.add(target)
    else if (!stats.isDirectory()) listing.report(problems.notAFile(link.name))
    else if (above.includes(target.real)) listing.report(problems.symlinkLoop(link.name))
    else walkFolder(target, listing, maxDepth, above)
  } catch (error) {
    listing.report(readingProblem(link.name, error))
  }
}
