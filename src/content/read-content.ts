import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { failure, isNonEmpty, ok, type Result } from '#primitives'
import { contentIssues } from './check-content.ts'
import { collect } from './collect.ts'
import { readDetectionFolder } from './detections/read-detections.ts'
import type { Content } from './load-content.ts'
import { readShaped } from './read-shaped.ts'
import { type Story, storySchema } from './story.ts'

/** Reads and checks `detections/` and `stories/` below `folder`. */
export async function readContent(folder: string): Promise<Result<Content>> {
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
