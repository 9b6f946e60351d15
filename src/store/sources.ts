import type { Database } from './database.ts'

/** Tells a file that was read from others, and from the same file with other content. */
export interface StoredMark {
  readonly name: string
  readonly version: string
  /** Epoch milliseconds, by which it is forgotten. */
  readonly time: number
}

export interface StoredProblem {
  readonly source: string
  readonly at: number
  readonly code: string
  readonly place: string
  readonly message: string
}

/** What has been read of each source, and what could not be used. */
export class SourceTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The number of a source. Within a transaction. */
  enter(name: string): number {
    const known = this.#database.prepare('SELECT id FROM source WHERE name = ?').get(name)
    if (known !== undefined) return Number(known.id)
    return Number(this.#database.prepare('INSERT INTO source (name) VALUES (?)').run(name).lastInsertRowid)
  }

  hasRead(source: number, { name, version }: Pick<StoredMark, 'name' | 'version'>): boolean {
    return (
      this.#database.prepare('SELECT version FROM mark WHERE source = ? AND name = ?').get(source, name)?.version ===
      version
    )
  }

  mark(source: number, { name, version, time }: StoredMark): void {
    this.#database
      .prepare(
        `INSERT INTO mark (source, name, version, time) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET version = excluded.version, time = excluded.time`,
      )
      .run(source, name, version, Math.floor(time))
  }

  forgetMarks(source: number, before: number): void {
    this.#database.prepare('DELETE FROM mark WHERE source = ? AND time < ?').run(source, Math.floor(before))
  }

  positionOf(source: number, part: string): string | undefined {
    const value = this.#database.prepare('SELECT value FROM position WHERE source = ? AND part = ?').get(source, part)
    return value === undefined ? undefined : String(value.value)
  }

  moveTo(source: number, part: string, value: string): void {
    this.#database
      .prepare(
        `INSERT INTO position (source, part, value) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
      )
      .run(source, part, value)
  }

  /** Keeps the newest {@link keptProblems} of a source. */
  addProblem(source: number, problem: Omit<StoredProblem, 'source'>): void {
    const { at, code, place, message } = problem
    this.#database
      .prepare('INSERT INTO problem (source, at, code, place, message) VALUES (?, ?, ?, ?, ?)')
      .run(source, at, code, place, message)
    this.#database
      .prepare(
        `DELETE FROM problem WHERE source = ? AND id <=
           (SELECT id FROM problem WHERE source = ? ORDER BY id DESC LIMIT 1 OFFSET ${keptProblems})`,
      )
      .run(source, source)
  }

  problems(): StoredProblem[] {
    return this.#database
      .prepare(
        `SELECT source.name AS source, at, code, place, message FROM problem JOIN source ON source.id = problem.source
         ORDER BY problem.id`,
      )
      .all()
      .map(row => ({
        source: String(row.source),
        at: Number(row.at),
        code: String(row.code),
        place: String(row.place),
        message: String(row.message),
      }))
  }
}

const keptProblems = 10_000
