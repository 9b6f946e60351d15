import type { DatabaseSync } from 'node:sqlite'

/** A step from one version of the state file to the next. A released one never changes. */
export interface Migration {
  /** The version that the file has afterwards. */
  readonly version: number
  readonly about: string
  readonly apply: (database: DatabaseSync) => void
}
