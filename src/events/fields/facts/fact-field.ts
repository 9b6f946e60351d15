import type { S3Facts } from '../../facts/index.ts'
import { cloudTrailOnly, type Field, type FieldType, type FieldValue } from '../field.ts'

type FactFieldMaker = (name: string, type: FieldType, meaning: string, read: (facts: S3Facts) => FieldValue) => Field

/** Makes the fields of one family of S3 facts, all read off the same parts of a record. */
export const factField = (
  family: string,
  source: string,
  paths: readonly string[],
  logs: Field['logs'] = cloudTrailOnly,
): FactFieldMaker => fieldsOf(`s3.${family}`, source, paths, logs)

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

/** Members of `requestParameters`, in AWS's letter case and in the one with a small first letter. */
export const parameterPaths = (...names: readonly string[]): readonly string[] => [
  ...new Set(
    names.flatMap(name => [
      `requestParameters.${name}`,
      `requestParameters.${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    ]),
  ),
]

/** What tells the account that a record belongs to. */
export const accountPaths = ['recipientAccountId', 'userIdentity.accountId'] as const

/** The distinct values that are known; undefined for none, so that `exists` tells. */
export function known(values: readonly (string | undefined)[] | undefined): FieldValue {
  const found = [...new Set(values?.filter(value => value !== undefined))]
  return found.length > 0 ? found : undefined
}
