import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { failure, ok, type Result } from '#primitives'
import { migrate } from './migrate.ts'
import { problems } from './problems.ts'
import { busyTimeout, issueOf } from './sqlite-error.ts'

/**
 * A state file that is open: SQLite in WAL mode, so that one process writes while others read. Every commit is on the
 * disk before it returns (`synchronous = FULL`): a queue's message is deleted after it.
 */
export class Database {
  readonly file: string
  readonly #sqlite: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  private constructor(file: string, sqlite: DatabaseSync) {
    this.file = file
    this.#sqlite = sqlite
  }

  /** Opens a state file to read and write; makes and migrates it where need be. */
  static open(file: string): Result<Database> {
    return opening(file, () => {
      mkdirSync(dirname(file), { recursive: true })
      return connect(file, sqlite => {
        // Rows of more than a quarter of a page take pages of their own; most pieces of states are below 2 KiB.
        sqlite.exec('PRAGMA page_size = 8192')
        sqlite.exec('PRAGMA auto_vacuum = INCREMENTAL')
        sqlite.exec('PRAGMA journal_mode = WAL')
        sqlite.exec('PRAGMA synchronous = FULL')
        return migrate(sqlite, file)
      })
    })
  }

  /** Opens a state file that is there, for a look: nothing is made, nothing but migrations is written. */
  static openExisting(file: string): Result<Database> {
    if (!existsSync(file)) return failure(problems.unreadable(file, 'there is no such file; watch makes it'))
    return Database.open(file)
  }

  /** For use by the static openers only. */
  static of(file: string, sqlite: DatabaseSync): Database {
    return new Database(file, sqlite)
  }

  /** A statement, prepared once. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /**
   * All of it or nothing. The write lock is taken first, so that what is read stands until the end. Trouble with the file
   * is an issue, and nothing has changed then; anything else thrown is rolled back and thrown on.
   */
  transaction<T>(work: () => T): Result<T> {
    return this.#within('BEGIN IMMEDIATE', work)
  }

  /** Everything that is read in it is of one moment, whoever writes meanwhile. Trouble with the file is an issue. */
  snapshot<T>(work: () => T): Result<T> {
    return this.#within('BEGIN', work)
  }

  /** Gives the room of what was deleted back to the disk. */
  shrink(): Result<void> {
    try {
      this.#sqlite.exec('PRAGMA incremental_vacuum')
      return ok(undefined)
    } catch (error) {
      const issue = issueOf(error, this.file)
      if (issue === undefined) throw error
      return failure(issue)
    }
  }

  #within<T>(begin: string, work: () => T): Result<T> {
    try {
      this.#sqlite.exec(begin)
      try {
        const value = work()
        this.#sqlite.exec('COMMIT')
        return ok(value)
      } catch (error) {
        if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK')
        throw error
      }
    } catch (error) {
      const issue = issueOf(error, this.file)
      if (issue === undefined) throw error
      return failure(issue)
    }
  }

  close(): void {
    this.#statements.clear()
    if (this.#sqlite.isOpen) this.#sqlite.close()
  }
}

function connect(file: string, prepare: (sqlite: DatabaseSync) => Result<void>): Result<Database> {
  const sqlite = new DatabaseSync(file, { timeout: busyTimeout })
  try {
    const ready = prepare(sqlite)
    if (ready.ok) return ok(Database.of(file, sqlite))
    sqlite.close()
    return ready
  } catch (error) {
    sqlite.close()
    throw error
  }
}

function opening(file: string, open: () => Result<Database>): Result<Database> {
  try {
    return open()
  } catch (error) {
    const issue = issueOf(error, file) ?? systemIssue(error, file)
    if (issue === undefined) throw error
    return failure(issue)
  }
}

function systemIssue(error: unknown, file: string): ReturnType<typeof issueOf> {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined
  const { code } = error
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return problems.readOnly(file)
  return code === 'ENOSPC' ? problems.full(file) : problems.unreadable(file, String(code))
}
