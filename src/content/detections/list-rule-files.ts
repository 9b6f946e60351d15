import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Every detection carries its rule in a file of this name. */
export const detectionFile = 'detection.yml'

/** Which behaviours the detections of a folder find; no rule. */
export const coverageFile = 'coverage.yml'

/**
 * The files with rules in a folder, walked in the order of names: `detection.yml` of a detection's folder, whose other files
 * are its cases, and elsewhere every .yml and .yaml. Hidden folders and installed packages are left out.
 */
export async function listRuleFiles(folder: string): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some(entry => entry.isFile() && entry.name === detectionFile)) return [join(folder, detectionFile)]
  const lists = await Promise.all(
    entries.map(async entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        return listRuleFiles(path)
      const isRules = entry.isFile() && /\.ya?ml$/i.test(entry.name) && entry.name !== coverageFile
      return isRules ? [path] : []
    }),
  )
  return lists.flat()
}
