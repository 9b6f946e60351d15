import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { failure, type Issue, ok, type Result, systemReason } from '#primitives'
import { FileIdentity } from './file-identity.ts'
import { isUpToDate, migrate } from './migrate.ts'
import { problems } from './problems.ts'
import { busyTimeout, issueOf } from './sqlite-error.ts'

/**
 * A state file that is open: SQLite in WAL mode, so that one process writes while others read. Every commit is on the
 * disk before it returns (`synchronous = FULL`): a queue's message is deleted after it.
 */
export class Database {
  readonly file: string
  readonly #sqlite: DatabaseSync
  readonly #identity: FileIdentity
  /** Whether SQLite was told that nobody writes, so that it does not look. */
  readonly #isUnguarded: boolean
  readonly #statements = new Map<string, StatementSync>()

  private constructor(file: string, sqlite: DatabaseSync, isUnguarded: boolean) {
    this.file = file
    this.#sqlite = sqlite
    this.#identity = new FileIdentity(file)
    this.#isUnguarded = isUnguarded
  }

  /** Opens a state file to read and write; makes and migrates it where need be. */
  static open(file: string): Result<Database> {
    return opening(file, () => {
      if (isFolder(file)) return failure(problems.folder(file))
      mkdirSync(dirname(file), { recursive: true })
      const sqlite = new DatabaseSync(file, { timeout: busyTimeout })
      const prepare = (): Result<void> => {
        if (isNew(sqlite)) {
          // Rows of more than a quarter of a page take pages of their own; most pieces of states are below 2 KiB.
          sqlite.exec('PRAGMA page_size = 8192')
          // It would wait for whoever writes to a file that is there.
          sqlite.exec('PRAGMA auto_vacuum = INCREMENTAL')
        }
        sqlite.exec('PRAGMA journal_mode = WAL')
        sqlite.exec('PRAGMA synchronous = FULL')
        return migrate(sqlite, file)
      }
      return prepared(file, sqlite, prepare, false)
    })
  }

  /**
   * Opens a state file that is there, for a look: nothing is made, nothing but migrations is written. Who may only read it
   * can look, too.
   */
  static openExisting(file: string): Result<Database> {
    if (!existsSync(file)) return failure(problems.missing(file))
    if (isFolder(file)) return failure(problems.folder(file))
    if (!may(file, constants.R_OK)) return failure(problems.unreadable(file, 'this user has no permission for it'))
    // To SQLite that is a new database: it would be made a state file by looking at it.
    if (sizeOf(file) === 0 && sizeOf(`${file}-wal`) === 0) return failure(problems.empty(file))
    // SQLite would make files beside it that its owner may not write to.
    if (!may(file, constants.W_OK)) return Database.#openToRead(file)
    const opened = Database.open(file)
    return opened.ok || opened.issues[0].code !== 'state-read-only' ? opened : Database.#openToRead(file)
  }

  /**
   * SQLite reads a file in WAL mode through files beside it. They are there while another process has it open, or was killed;
   * where they are not and may not be made, it has to be told that nobody writes
   * (https://www.sqlite.org/uri.html#uriimmutable). Should somebody begin to, {@link snapshot} tells.
   */
  static #openToRead(file: string): Result<Database> {
    const isUnguarded = sizeOf(`${file}-wal`) === 0 && !existsSync(`${file}-shm`)
    const address = pathToFileURL(file)
    if (isUnguarded) address.searchParams.set('immutable', '1')
    const opened = opening(file, () => {
      const sqlite = new DatabaseSync(address, { readOnly: true, timeout: busyTimeout })
      return prepared(file, sqlite, isUpToDate, isUnguarded)
    })
    const isHalf = !opened.ok && !isUnguarded && opened.issues[0].code === 'state-unreadable'
    return isHalf ? failure(problems.notClosed(file)) : opened
  }

  /** For use by the static openers only. */
  static of(file: string, sqlite: DatabaseSync, isUnguarded: boolean): Database {
    return new Database(file, sqlite, isUnguarded)
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
    return this.#within('BEGIN IMMEDIATE', work, () => (this.#identity.isThere ? undefined : problems.gone(this.file)))
  }

  /** Everything that is read in it is of one moment, whoever writes meanwhile. Trouble with the file is an issue. */
  snapshot<T>(work: () => T): Result<T> {
    return this.#within('BEGIN', work, () =>
      this.#isUnguarded && !this.#identity.isUntouched ? problems.changed(this.file) : undefined,
    )
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

  /** What `objection` says once the work is done undoes it. */
  #within<T>(begin: string, work: () => T, objection: () => Issue | undefined): Result<T> {
    try {
      this.#sqlite.exec(begin)
      try {
        const value = work()
        const issue = objection()
        this.#sqlite.exec(issue === undefined ? 'COMMIT' : 'ROLLBACK')
        return issue === undefined ? ok(value) : failure(issue)
      } catch (error) {
        if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK')
        throw error
      }
    } catch (error) {
      const issue = issueOf(error, this.file)
      if (issue === undefined) throw error
      return failure(objection() ?? issue)
    }
  }

  close(): void {
    this.#statements.clear()
    if (this.#sqlite.isOpen) this.#sqlite.close()
  }
}

const isNew = (sqlite: DatabaseSync): boolean => sqlite.prepare('PRAGMA page_count').get()?.['page_count'] === 0

function prepared(
  file: string,
  sqlite: DatabaseSync,
  prepare: (sqlite: DatabaseSync, file: string) => Result<void>,
  isUnguarded: boolean,
): Result<Database> {
  try {
    const ready = prepare(sqlite, file)
    if (ready.ok) return ok(Database.of(file, sqlite, isUnguarded))
    sqlite.close()
    return ready
  } catch (error) {
    sqlite.close()
    throw error
  }
}

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode)
    return true
  } catch {
    return false
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
  if (code === 'ENOSPC') return problems.full(file)
  // What is in the way of its folder is there already.
  const isBelowFile = code === 'EEXIST' || code === 'ENOTDIR'
  return problems.unreadable(file, isBelowFile ? 'a part of its path is a file, not a folder' : systemReason(error))
}
