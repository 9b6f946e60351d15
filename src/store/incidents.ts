import type { Incident } from '#findings'
import type { Database } from './database.ts'

/** What the findings add up to, as of the last time that it was added up. */
export class IncidentTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Within a transaction. */
  replace(incidents: readonly Incident[], at: number): void {
    this.#database
      .prepare('DELETE FROM incident WHERE id NOT IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(incidents.map(({ id }) => id)))
    const write = this.#database.prepare(
      `INSERT INTO incident (id, severity, recorded, body) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET severity = excluded.severity, body = excluded.body WHERE body <> excluded.body`,
    )
    for (const incident of incidents) write.run(incident.id, incident.severity, at, JSON.stringify(incident))
  }

  list(): Incident[] {
    return this.#database
      .prepare('SELECT body FROM incident ORDER BY id')
      .all()
      .map(({ body }) => JSON.parse(String(body)) as Incident)
  }
}
