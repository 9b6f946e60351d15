import * as z from 'zod'
import type { EnvironmentSettings } from '#events'
import { failure, isNonEmpty, ok, type Place, type Result } from '#primitives'
import { type ConfigFile, configSchema, environmentSchema } from './config-schema.ts'
import { environmentSettings } from './environment-settings.ts'
import { shapeIssues } from './shape-issues.ts'

/** Whether a value is a configuration; an issue for everything that is wrong with it. */
export const checkConfig = (value: unknown, placeOf: (path: string) => Place): Result<ConfigFile> =>
  check(configSchema, value, placeOf)

/** The environment that a case of a detection is to be seen with. */
export function checkEnvironment(value: unknown, placeOf: (path: string) => Place): Result<EnvironmentSettings> {
  const checked = check(environmentSchema, value, placeOf)
  return checked.ok ? ok(environmentSettings(checked.value)) : checked
}

function check<T>(schema: z.ZodType<T>, value: unknown, placeOf: (path: string) => Place): Result<T> {
  const checked = schema.safeParse(value)
  if (checked.success) return ok(checked.data)
  const issues = shapeIssues(checked.error, { root: '', value, knownKeys: keysOf(schema), placeOf })
  if (isNonEmpty(issues)) return failure(...issues)
  throw checked.error
}

/** Every key that a schema knows at any depth, for suggestions. */
export function keysOf(schema: z.ZodType): string[] {
  const keys = new Set<string>()
  JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), (key, value: unknown) => {
    if (key === 'properties' && typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) keys.add(name)
    }
    return value
  })
  return [...keys]
}
