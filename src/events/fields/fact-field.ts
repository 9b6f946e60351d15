import type { S3Facts } from '../facts.ts'
import { cloudTrailOnly, type Field, type FieldType, type FieldValue } from './field.ts'

/** Makes the fields of one family of facts, all read off the same parts of a record. */
export const factField =
  (family: string, source: string, paths: readonly string[]) =>
  (name: string, type: FieldType, meaning: string, read: (facts: S3Facts) => FieldValue): Field => ({
    name: `s3.${family}.${name}`,
    type,
    meaning,
    source,
    logs: cloudTrailOnly,
    paths,
    read: observation => read(observation.facts),
  })

/** The distinct values that are known; undefined for none, so that `exists` tells. */
export function known(values: readonly (string | undefined)[] | undefined): FieldValue {
  const found = [...new Set(values?.filter(value => value !== undefined))]
  return found.length > 0 ? found : undefined
}
