import type { DatabaseSync } from 'node:sqlite'
import { failure, ok, type Result } from '#primitives'
import { backUp } from './back-up.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { problems } from './problems.ts'

/** Marks a state file as ours (`PRAGMA application_id`): the bytes "bktw". */
const applicationId = 0x62_6b_74_77

/**
 * Brings a state file to the newest version, all steps in one transaction, after a copy of the file as it was beside it
 * (`<file>.v<version>.backup`). Several processes may try at once: one does it, the others find it done.
 */
export function migrate(database: DatabaseSync, file: string, steps: readonly Migration[] = migrations): Result<void> {
  const found = foundVersion(database, file, steps)
  if (!found.ok) return found
  if (found.value === newestOf(steps)) return ok(undefined)
  if (found.value > 0) backUp(database, `${file}.v${found.value}.backup`, found.value)
  apply(database, steps)
  return ok(undefined)
}

/** Whether a file that may only be read is of the newest version, so that nothing has to be done to it. */
export function isUpToDate(
  database: DatabaseSync,
  file: string,
  steps: readonly Migration[] = migrations,
): Result<void> {
  const found = foundVersion(database, file, steps)
  if (!found.ok) return found
  const newest = newestOf(steps)
  return found.value === newest ? ok(undefined) : failure(problems.older(file, found.value, newest))
}

/** The version of a file that is ours, or new and empty (0), and not newer than the program. */
function foundVersion(database: DatabaseSync, file: string, steps: readonly Migration[]): Result<number> {
  // Looked at in this order: another process may be making the file just now.
  const wasEmpty = isEmpty(database)
  const application = numberOf(database, 'application_id')
  if (application !== applicationId && !(application === 0 && wasEmpty)) return failure(problems.foreign(file))
  const found = versionOf(database)
  const newest = newestOf(steps)
  return found > newest ? failure(problems.newer(file, found, newest)) : ok(found)
}

function apply(database: DatabaseSync, steps: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have been first.
    const before = versionOf(database)
    database.exec(`PRAGMA application_id = ${applicationId}`)
    for (const { version, apply: change } of steps.toSorted((a, b) => a.version - b.version)) {
      if (version > before) change(database)
    }
    database.exec(`PRAGMA user_version = ${Math.max(before, newestOf(steps))}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

const newestOf = (steps: readonly Migration[]): number => Math.max(0, ...steps.map(({ version }) => version))

const versionOf = (database: DatabaseSync): number => numberOf(database, 'user_version')

function numberOf(database: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0)
}

const isEmpty = (database: DatabaseSync): boolean =>
  Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables ?? 0) === 0
