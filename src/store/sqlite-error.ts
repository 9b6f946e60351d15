import type { Issue } from '#primitives'
import { wasStateFile } from './file-marks.ts'
import { problems } from './problems.ts'

/** How long a writer waits for another one, in milliseconds. */
export const busyTimeout = 30_000

/** Result codes of SQLite: https://www.sqlite.org/rescode.html (the primary code is the low byte). */
const primary = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
}

interface SqliteError extends Error {
  readonly errcode: number
  readonly errstr: string
}

const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'

/** What went wrong with a state file, as an issue; undefined for what is no fault of the file: a bug. */
export function issueOf(error: unknown, file: string): Issue | undefined {
  if (!isSqliteError(error)) return undefined
  switch (error.errcode & 0xff) {
    case primary.busy:
    case primary.locked:
      return problems.busy(file, busyTimeout / 1_000)
    case primary.readOnly:
      return problems.readOnly(file)
    case primary.full:
      return problems.full(file)
    case primary.notADatabase:
      return wasStateFile(file) ? problems.corrupt(file, error.errstr) : problems.noDatabase(file)
    case primary.corrupt:
      return problems.corrupt(file, error.errstr)
    case primary.ioError:
    case primary.cannotOpen:
      return problems.unreadable(file, error.errstr)
    default:
      return undefined
  }
}
