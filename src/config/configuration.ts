import type { EnvironmentSettings } from '#events'
import type { AllowEntry } from '#findings'
import type { JsonValue, Place } from '#primitives'
import type { RiskChange } from './config-schema.ts'

/** Everything that a run is told beside its logs, checked and resolved. */
export interface Configuration {
  /** The file that was read, if any. */
  readonly file: string | undefined
  readonly environment: EnvironmentSettings
  /** For the modifier `expand` of Sigma rules. */
  readonly placeholders: Readonly<Record<string, readonly (string | number)[]>>
  /** Paths of more rules. */
  readonly rules: readonly string[]
  /** What becomes of a run when one of them cannot be used. */
  readonly unusableRules: 'refuse' | 'skip'
  /** Slugs of detections that are not run, with where that is said. */
  readonly disabled: readonly { readonly slug: string; readonly at: Place }[]
  readonly riskChanges: readonly (RiskChange & { readonly placeOf: (path: string) => Place })[]
  /** Exceptions, each with where it is written. */
  readonly allow: readonly AllowEntry[]
  /** What `watch` watches; paths are resolved. */
  readonly sources: readonly string[]
  /** Where each of them is told, in the same order. */
  readonly sourcePlaces: readonly Place[]
  /** The path of the state file, if one was told. */
  readonly state: string | undefined
  /** Those that were told; all others are the program's own. */
  readonly limits: Partial<Readonly<Record<LimitName, number>>>
  /** Each setting with where its value is from. */
  readonly values: readonly SettingValue[]
}

export type LimitName =
  | 'workers'
  | 'maxFileBytes'
  | 'maxRatio'
  | 'maxDepth'
  | 'maxRecordBytes'
  | 'maxNesting'
  | 'lateness'

export type Origin = 'flag' | 'environment' | 'file' | 'default'

export interface SettingValue {
  /** `accounts.own` */
  readonly path: string
  readonly value: JsonValue
  readonly origin: Origin
  /** The variable's name, or the place in the file. */
  readonly from?: string
}
