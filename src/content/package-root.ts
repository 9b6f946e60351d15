import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isObject } from '#primitives'

/**
 * The folder of the installed package: the closest one above this module whose package.json is ours.
 * The same from `src`, from `dist` and from an unpacked tarball.
 */
export function packageRoot(start: string = import.meta.dirname): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isOurs(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new Error(`no package.json of bucketwatch above ${start}`)
  }
}

function isOurs(manifest: string): boolean {
  if (!existsSync(manifest)) return false
  const value: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return isObject(value) && value.name === 'bucketwatch'
}
