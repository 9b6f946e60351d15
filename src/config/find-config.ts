import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, isObject, type JsonObject, ok, type Result, systemReason } from '#primitives'
import type { Places } from './check-config.ts'

/** The name under which a configuration is found in the working directory. */
export const configFileName = 'bucketwatch.yaml'

/** The variable that names another file. */
export const configVariable = 'BUCKETWATCH_CONFIG'

export interface FoundConfig extends Places {
  readonly file: string | undefined
  readonly value: JsonObject
}

/** @param named the file that a flag or the environment asks for: it must be there. */
export async function findConfig(named: string | undefined, folder: string): Promise<Result<FoundConfig>> {
  const file = named ?? join(folder, configFileName)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (named === undefined && isMissing) return ok({ file: undefined, value: {}, placeOf: () => ({ file }) })
    return failure({
      code: 'unreadable-config',
      message: `the configuration cannot be read: ${isMissing ? 'there is no such file' : systemReason(error)}`,
      at: { file },
      expected: 'a file such as init writes',
    })
  }
  const shown = named ?? configFileName
  // Most runs have no such file, and need not wait for what reads it.
  const { parseYamlFile } = await import('./yaml-file.ts')
  const yaml = parseYamlFile(text, shown)
  if (!yaml.ok) return yaml
  const { value, placeOf, placeOfKey } = yaml.value
  if (value === null || value === undefined) return ok({ file, value: {}, placeOf })
  if (isObject(value)) return ok({ file, value, placeOf, placeOfKey })
  return failure({
    code: 'bad-value',
    message: 'the configuration must be a map of settings',
    at: placeOf(''),
    expected: 'a map',
  })
}
