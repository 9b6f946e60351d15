import type { Database } from './database.ts'
import type { FindingStatus } from './finding-record.ts'
import type { Act } from './findings.ts'

export type HistoryAction = 'found' | 'updated' | 'reopened' | Exclude<FindingStatus, 'open'>

export interface HistoryEntry {
  /** Epoch milliseconds. */
  readonly at: number
  readonly by: string
  readonly action: HistoryAction
  readonly reason: string | null
}

/** Who did what to a finding, when and why. Only ever added to; the database itself refuses anything else. */
export class FindingHistory {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  add(finding: string, action: HistoryAction, { at, by, reason }: Act): void {
    this.#database
      .prepare('INSERT INTO finding_history (finding, at, by, action, reason) VALUES (?, ?, ?, ?, ?)')
      .run(finding, at, by, action, reason ?? null)
  }

  /** A finding may grow for hours: the first of a row of updates is written down, and each that changes how grave it is. */
  addUpdate(finding: string, act: Act, before: string, after: string): void {
    if (before !== after) this.add(finding, 'updated', { ...act, reason: `severity: ${before}, now ${after}` })
    else if (this.#lastAction(finding) !== 'updated') this.add(finding, 'updated', act)
  }

  of(finding: string): HistoryEntry[] {
    return this.#database
      .prepare('SELECT at, by, action, reason FROM finding_history WHERE finding = ? ORDER BY id')
      .all(finding)
      .map(({ at, by, action, reason }) => ({
        at: Number(at),
        by: String(by),
        action: action as HistoryAction,
        reason: reason === null ? null : String(reason),
      }))
  }

  #lastAction(finding: string): unknown {
    return this.#database
      .prepare('SELECT action FROM finding_history WHERE finding = ? ORDER BY id DESC LIMIT 1')
      .get(finding)?.action
  }
}
