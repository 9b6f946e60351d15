import * as z from 'zod'
import type { EnvironmentSettings } from '#events'
import { failure, isNonEmpty, ok, type Result } from '#primitives'
import { type ConfigFile, configSchema, environmentSchema } from './config-schema.ts'
import { environmentSettings } from './environment-settings.ts'
import { type ShapeContext, shapeIssues } from './shape-issues.ts'

/** Where the parts of a value stand. */
export type Places = Pick<ShapeContext, 'placeOf' | 'placeOfKey'>

/** Whether a value is a configuration; an issue for everything that is wrong with it. */
export const checkConfig = (value: unknown, places: Places): Result<ConfigFile> => check(configSchema, value, places)

/** The environment that a case of a detection is to be seen with. */
export function checkEnvironment(value: unknown, places: Places): Result<EnvironmentSettings> {
  const checked = check(environmentSchema, value, places)
  return checked.ok ? ok(environmentSettings(checked.value)) : checked
}

function check<T>(schema: z.ZodType<T>, value: unknown, places: Places): Result<T> {
  const checked = schema.safeParse(value)
  if (checked.success) return ok(checked.data)
  const issues = shapeIssues(checked.error, { ...places, root: '', value, knownKeys: keysOf(schema) })
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
