import type { Database } from './database.ts'

/** How many findings each allow entry has hidden, and when it last did. */
export interface AllowCount {
  readonly id: string
  readonly hidden: number
  /** Epoch milliseconds. */
  readonly last: number
}

export class AllowTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Within a transaction. */
  hid(id: string, at: number): void {
    this.#database
      .prepare(
        `INSERT INTO allow_entry (id, hidden, last) VALUES (?, 1, ?)
         ON CONFLICT DO UPDATE SET hidden = hidden + 1, last = excluded.last`,
      )
      .run(id, at)
  }

  counts(): AllowCount[] {
    return this.#database
      .prepare('SELECT id, hidden, last FROM allow_entry ORDER BY id')
      .all()
      .map(({ id, hidden, last }) => ({ id: String(id), hidden: Number(hidden), last: Number(last) }))
  }
}
