import type { Database } from './database.ts'
import { decode, encode } from './encode.ts'

/** What the logs tell about the environment, by kind and name. Within a transaction only. */
export class KnowledgeTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): { readonly kind: string; readonly name: string; readonly value: unknown }[] {
    return this.#database
      .prepare('SELECT kind, name, value FROM knowledge ORDER BY kind, name')
      .all()
      .map(({ kind, name, value }) => ({
        kind: String(kind),
        name: String(name),
        value: decode(value as Uint8Array),
      }))
  }

  get(kind: string, name: string): unknown {
    const found = this.#database.prepare('SELECT value FROM knowledge WHERE kind = ? AND name = ?').get(kind, name)
    return found === undefined ? undefined : decode(found.value as Uint8Array)
  }

  /** Whether something was written. */
  write(kind: string, name: string, value: unknown): boolean {
    const { changes } = this.#database
      .prepare(
        `INSERT INTO knowledge (kind, name, value) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
      )
      .run(kind, name, encode(value))
    return Number(changes) > 0
  }
}
