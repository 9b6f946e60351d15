import type { Database } from './database.ts'
import { scopeId } from './scope-id.ts'
import { type StoredUnit, unitOf } from './states.ts'

/** Which parts of a detection's state take part in which findings. Within a transaction only. */
export class ContributionTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** What takes part in a finding. */
  contributors(detection: number, finding: string): StoredUnit[] {
    return this.#database
      .prepare(
        `SELECT scope.name AS scope, contribution.entry AS entry FROM contribution JOIN scope ON scope.id = contribution.scope
         WHERE contribution.finding = ? AND scope.detection = ?`,
      )
      .all(finding, detection)
      .map(unitOf)
  }

  /** Of all findings of a detection. */
  allContributors(detection: number): StoredUnit[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT scope.name AS scope, contribution.entry AS entry FROM scope
         JOIN contribution ON contribution.scope = scope.id WHERE scope.detection = ?`,
      )
      .all(detection)
      .map(unitOf)
  }

  /** What of a scope takes part in any finding. */
  inScope(detection: number, scope: string): StoredUnit[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT scope.name AS scope, contribution.entry AS entry FROM scope
         JOIN contribution ON contribution.scope = scope.id WHERE scope.detection = ? AND scope.name = ?`,
      )
      .all(detection, scope)
      .map(unitOf)
  }

  findingsOf(detection: number, { scope, entry }: StoredUnit): string[] {
    return this.#database
      .prepare(
        `SELECT contribution.finding FROM contribution JOIN scope ON scope.id = contribution.scope
         WHERE scope.detection = ? AND scope.name = ? AND contribution.entry = ?`,
      )
      .all(detection, scope, entry)
      .map(({ finding }) => String(finding))
  }

  setFindings(detection: number, { scope, entry }: StoredUnit, findings: ReadonlySet<string>): void {
    const before = this.findingsOf(detection, { scope, entry })
    if (before.length === findings.size && before.every(id => findings.has(id))) return
    const id = scopeId(this.#database, detection, scope)
    this.#database.prepare('DELETE FROM contribution WHERE scope = ? AND entry = ?').run(id, entry)
    const insert = this.#database.prepare('INSERT INTO contribution (scope, entry, finding) VALUES (?, ?, ?)')
    for (const finding of findings) insert.run(id, entry, finding)
  }
}
