import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { stableId } from '#primitives'
import { detectionFile } from './detections/list-rule-files.ts'
import type { Content } from './load-content.ts'

/**
 * The content as the build has read it, beside this module in `dist/`: to read and check all rules anew takes most of
 * the time that the program needs to start. Beside the sources there is none.
 */
export const builtFile = join(import.meta.dirname, 'built-content.json')

interface BuiltContent {
  /** Of the files that it was read from. */
  readonly fingerprint: string
  readonly content: Content
}

/** What the build writes for `content` that was read from `folder`. Places name their files as seen from there. */
export function writeBuilt(content: Content, folder: string): string {
  const text = JSON.stringify({ fingerprint: fingerprintOf(folder), content } satisfies BuiltContent)
  return text.replaceAll(fileWithin(folder), fileWithin(''))
}

/** The content of `folder` out of a file that the build has written; undefined when there is none, or of other files. */
export function readBuilt(file: string, folder: string): Content | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8').replaceAll(fileWithin(''), fileWithin(folder))
  const { fingerprint, content } = JSON.parse(text) as BuiltContent
  return fingerprint === fingerprintOf(folder) ? content : undefined
}

/** How JSON begins the file of a place. A text that holds the same would have its quotes escaped. */
const fileWithin = (folder: string): string => `"file":${JSON.stringify(join(folder, sep)).slice(0, -1)}`

/** Names and contents, not times: those of an installed package say nothing. */
function fingerprintOf(folder: string): string {
  const files = [
    ...readdirSync(join(folder, 'detections')).map(name => join('detections', name, detectionFile)),
    ...readdirSync(join(folder, 'stories')).map(name => join('stories', name)),
  ]
  const parts = files.toSorted().flatMap(file => {
    const path = join(folder, file)
    return [file, existsSync(path) ? readFileSync(path, 'utf8') : '']
  })
  return stableId(parts, 64)
}
