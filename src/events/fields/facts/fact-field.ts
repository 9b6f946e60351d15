import type { S3Facts } from '../../facts/index.ts'
import { cloudTrailOnly, type Field, type FieldType, type FieldValue } from '../field.ts'
import { parameterPaths } from '../record-paths.ts'

type FactFieldMaker = (name: string, type: FieldType, meaning: string, read: (facts: S3Facts) => FieldValue) => Field

/** Makes the fields of one family of S3 facts, all read off the same parts of a record. */
export const factField = (
  family: string,
  source: string,
  paths: readonly string[],
  logs: Field['logs'] = cloudTrailOnly,
): FactFieldMaker => fieldsOf(`s3.${family}`, source, paths, logs)

/** The same of the body that a call sets a bucket up with, an element of this name. */
export const bodyField = (family: string, body: string, ...more: readonly string[]): FactFieldMaker =>
  factField(family, `\`requestParameters.${body}\``, [...parameterPaths(body), ...more])

/** The same for facts of another service. */
export const fieldsOf =
  (family: string, source: string, paths: readonly string[], logs: Field['logs'] = cloudTrailOnly): FactFieldMaker =>
  (name, type, meaning, read) => ({
    name: `${family}.${name}`,
    type,
    meaning,
    source,
    logs,
    paths,
    read: observation => read(observation.facts),
  })

/** The distinct values that are known; undefined for none, so that `exists` tells. */
export function known(values: readonly (string | undefined)[] | undefined): FieldValue {
  const found = [...new Set(values?.filter(value => value !== undefined))]
  return found.length > 0 ? found : undefined
}
