import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Detection } from '#detect'
import { failure, isNonEmpty, ok, type Result } from '#primitives'
import { builtFile, readBuilt } from './built-content.ts'
import { contentIssues } from './check-content.ts'
import { collect, readDetectionFolder } from './detections/read-detections.ts'
import { packageRoot } from './package-root.ts'
import { readShaped } from './read-shaped.ts'
import { type Story, storySchema } from './story.ts'

/** What comes with the program: detections and the stories they belong to, both sorted by slug. */
export interface Content {
  readonly detections: readonly Detection[]
  readonly stories: readonly Story[]
}

/**
 * Loads `detections/` and `stories/` below `folder`, by default those of the installed package.
 *
 * @param built what the build has read already; not used unless it is of the very same files.
 */
export async function loadContent(folder: string = packageRoot(), built: string = builtFile): Promise<Result<Content>> {
  const ready = readBuilt(built, folder)
  return ready === undefined ? readContent(folder) : ok(ready)
}

async function readContent(folder: string): Promise<Result<Content>> {
  const [detections, stories] = await Promise.all([
    readAll(join(folder, 'detections'), 'folder', readDetectionFolder),
    readAll(join(folder, 'stories'), '.yml', readStory),
  ])
  if (!detections.ok) return stories.ok ? detections : failure(...detections.issues, ...stories.issues)
  if (!stories.ok) return stories
  const issues = contentIssues(detections.value, stories.value)
  return isNonEmpty(issues) ? failure(...issues) : ok({ detections: detections.value, stories: stories.value })
}

async function readAll<T>(
  folder: string,
  what: 'folder' | '.yml',
  read: (path: string) => Promise<Result<T>>,
): Promise<Result<readonly T[]>> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter(entry => (what === 'folder' ? entry.isDirectory() : entry.isFile() && entry.name.endsWith(what)))
    .map(entry => entry.name)
  return collect(await Promise.all(names.toSorted().map(name => read(join(folder, name)))))
}

async function readStory(file: string): Promise<Result<Story>> {
  const read = await readShaped(file, storySchema)
  return read.ok ? ok({ slug: basename(file, '.yml'), ...read.value.data }) : read
}
