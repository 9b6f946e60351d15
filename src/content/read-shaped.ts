import { readFile } from 'node:fs/promises'
import type * as z from 'zod'
import { keysOf, parseYamlFile, shapeIssues } from '#config'
import { failure, isNonEmpty, ok, type Place, type Result } from '#primitives'

export interface Shaped<T> {
  readonly data: T
  /** Where a dotted path into the file stands. */
  readonly placeOf: (path: string) => Place
}

/** Reads a file of YAML that must have a shape. */
export async function readShaped<T extends z.ZodType>(file: string, schema: T): Promise<Result<Shaped<z.infer<T>>>> {
  const yaml = parseYamlFile(await readFile(file, 'utf8'), file)
  if (!yaml.ok) return yaml
  const { value, placeOf } = yaml.value
  const checked = schema.safeParse(value)
  if (checked.success) return ok({ data: checked.data, placeOf })
  const issues = shapeIssues(checked.error, { root: '', value, knownKeys: keysOf(schema), placeOf })
  if (isNonEmpty(issues)) return failure(...issues)
  throw checked.error
}
