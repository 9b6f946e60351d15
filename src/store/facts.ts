import type { Database } from './database.ts'

type FactName = 'seen-until' | 'aged-until' | 'reached' | 'environment' | 'knowledge-version' | 'judging-owed'

/** What there is one of. Within a transaction only. */
export class FactTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  number(name: FactName): number | undefined {
    const value = this.#read(name)
    return typeof value === 'number' ? value : undefined
  }

  text(name: FactName): string | undefined {
    const value = this.#read(name)
    return typeof value === 'string' ? value : undefined
  }

  write(name: FactName, value: number | string): void {
    this.#database
      .prepare(
        `INSERT INTO fact (name, value) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value`,
      )
      .run(name, value)
  }

  #read(name: FactName): unknown {
    return this.#database.prepare('SELECT value FROM fact WHERE name = ?').get(name)?.value
  }
}
