import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import type { Configuration } from '#config'
import type { Issue } from '#primitives'
import { readingProblem } from '#sources'

/**
 * What is wrong with the sources on this machine: each that is not there, or may not be read, with where the configuration names
 * it. It is no mistake of the file, since a disk may be mounted later. What is elsewhere is for `doctor` to try.
 */
export async function sourceWarnings({ sources, sourcePlaces }: Configuration): Promise<Issue[]> {
  const problems = await Promise.all(
    sources.map(async (name, index) => {
      const at = sourcePlaces[index]
      const problem = isLocal(name) ? await problemOf(name) : undefined
      return problem && at ? [{ ...problem, message: `the source ${name}: ${problem.message}`, at }] : []
    }),
  )
  return problems.flat()
}

const isLocal = (name: string): boolean => !/^[a-z][a-z0-9+.-]*:\/\//i.test(name)

/** To list a folder, one must be allowed to read it and to go into it. */
async function problemOf(name: string): Promise<Issue | undefined> {
  try {
    const isFolder = (await stat(name)).isDirectory()
    await access(name, isFolder ? constants.R_OK | constants.X_OK : constants.R_OK)
    return undefined
  } catch (error) {
    return readingProblem(name, error)
  }
}
