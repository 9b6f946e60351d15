import { existsSync, rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { failure, ok, type Result } from '#primitives'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { problems } from './problems.ts'

/** Marks a state file as ours (`PRAGMA application_id`): the bytes "bktw". */
const applicationId = 0x62_6b_74_77

/**
 * Brings a state file to the newest version, each step in a transaction of its own, after a copy of the file as it was
 * beside it (`<file>.v<version>.backup`). Several processes may try at once: one does it, the others find it done.
 */
export function migrate(database: DatabaseSync, file: string, steps: readonly Migration[] = migrations): Result<void> {
  const newest = Math.max(0, ...steps.map(({ version }) => version))
  // Looked at in this order: another process may be making the file just now.
  const wasEmpty = isEmpty(database)
  const application = numberOf(database, 'application_id')
  if (application !== applicationId && !(application === 0 && wasEmpty)) return failure(problems.foreign(file))
  const found = numberOf(database, 'user_version')
  if (found > newest) return failure(problems.newer(file, found, newest))
  for (const step of steps.toSorted((a, b) => a.version - b.version)) {
    if (step.version > numberOf(database, 'user_version')) apply(database, file, step)
  }
  return ok(undefined)
}

function apply(database: DatabaseSync, file: string, { version, apply: change }: Migration): void {
  const before = numberOf(database, 'user_version')
  if (before > 0) backUp(database, `${file}.v${before}.backup`)
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have been first.
    if (numberOf(database, 'user_version') < version) {
      database.exec(`PRAGMA application_id = ${applicationId}`)
      change(database)
      database.exec(`PRAGMA user_version = ${version}`)
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

/** A whole and consistent copy, also while others write. A copy that is there already is of the same version. */
function backUp(database: DatabaseSync, target: string): void {
  if (existsSync(target)) return
  try {
    database.prepare('VACUUM INTO ?').run(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
}

function numberOf(database: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0)
}

const isEmpty = (database: DatabaseSync): boolean =>
  Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables ?? 0) === 0
