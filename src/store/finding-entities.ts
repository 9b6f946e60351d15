import type { Finding } from '#findings'
import type { Database } from './database.ts'

/** Whom and what findings are about, so that they are found by it. */
export class FindingEntities {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Within a transaction. */
  write(finding: Finding): void {
    this.#database.prepare('DELETE FROM finding_entity WHERE finding = ?').run(finding.id)
    const insert = this.#database.prepare(
      'INSERT INTO finding_entity (type, value, finding) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    const { entities, buckets, actor, network, account } = finding
    for (const { type, value } of entities) insert.run(type, value, finding.id)
    for (const bucket of buckets) insert.run('bucket', bucket, finding.id)
    for (const name of new Set([actor.principal, actor.session])) if (name !== '') insert.run('user', name, finding.id)
    if (network.ip !== null) insert.run('ip-address', network.ip, finding.id)
    if (account !== null) insert.run('account', account, finding.id)
  }

  /** All names, each once. */
  names(): string[] {
    return this.#database
      .prepare('SELECT DISTINCT value FROM finding_entity ORDER BY value')
      .all()
      .map(({ value }) => String(value))
  }

  /** Ids of findings that name one of these. */
  naming(values: readonly string[]): string[] {
    return this.#database
      .prepare('SELECT DISTINCT finding FROM finding_entity WHERE value IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(values))
      .map(({ finding }) => String(finding))
  }
}
