import type { Observation } from '../observation.ts'

/** A missing field is undefined, an explicit null is null; a field that occurs several times is a list. */
export type FieldValue = string | number | boolean | null | undefined | readonly FieldValue[]

export type FieldType = 'string' | 'number' | 'boolean' | 'time' | 'ip' | 'object'

/** One entry of the catalogue: a name that rules and outputs may use. */
export interface Field {
  /** `s3.acl.public_grants[].permission`; `[]` marks a list. Rules may leave the `[]` out. */
  readonly name: string
  readonly type: FieldType
  /** One sentence for the reference. */
  readonly meaning: string
  /** Which logs have it, and where it is read from. */
  readonly source: string
  readonly logs: readonly ('cloudtrail' | 's3-access-log')[]
  /** Paths in the raw CloudTrail record that must have been read for `read` to answer; none for access logs. */
  readonly paths: readonly string[]
  read(observation: Observation): FieldValue
  /** The same with objects as they are, not as JSON text; only members of the record have one. */
  structure?(observation: Observation): unknown
  /**
   * For a late field, one that is known only when every log has been read: the accounts, buckets and ARNs of the event that
   * its value depends on. Events that ask the same have the same value.
   */
  readonly asks?: (observation: Observation) => readonly string[]
  /** Of a late field: the event alone decides it, whatever the logs will tell, so that it can be read at once. */
  readonly isSettled?: (observation: Observation) => boolean
}

/** Fields that belong together in the reference. */
export interface FieldGroup {
  readonly title: string
  /** A sentence or two for the reference. */
  readonly about: string
  readonly fields: readonly Field[]
}

export const cloudTrailOnly = ['cloudtrail'] as const
export const accessLogOnly = ['s3-access-log'] as const
export const bothLogs = ['cloudtrail', 's3-access-log'] as const
