import type { Finding, Severity } from '#findings'
import type { Database } from './database.ts'
import { FindingHistory, type HistoryEntry } from './finding-history.ts'

/**
 * `open`, then what a person says of it. `suppressed`: an allow entry covers it. `withdrawn`: what came later showed that
 * there was no ground for it.
 */
export const findingStatuses = ['open', 'acknowledged', 'resolved', 'suppressed', 'withdrawn'] as const

export type FindingStatus = (typeof findingStatuses)[number]

export interface FindingRecord {
  readonly finding: Finding
  readonly status: FindingStatus
  /** Epoch milliseconds of the program's clock: when it was first written, and last. */
  readonly recorded: number
  readonly changed: number
  /** Some output has told of it. */
  readonly wasTold: boolean
}

export interface FindingFilter {
  readonly statuses?: readonly FindingStatus[]
  readonly severities?: readonly Severity[]
  readonly detection?: string
  /** Name of an actor, address, bucket or account. */
  readonly entity?: string
  /** RFC 3339: whose last event is then or later. */
  readonly since?: string
}

/** What to write into the history. */
export interface Act {
  /** Epoch milliseconds. */
  readonly at: number
  readonly by: string
  readonly reason?: string
}

export type FindingChange = 'new' | 'updated' | 'withdrawn'

/** Findings, what became of them, and which of their changes were told. Writing is for transactions only. */
export class FindingTable {
  readonly #database: Database
  readonly #history: FindingHistory

  constructor(database: Database) {
    this.#database = database
    this.#history = new FindingHistory(database)
  }

  /** Writes a finding as it now is; nothing where it is the same. A resolved one that goes on is open again. */
  put(given: Finding, act: Act): void {
    const { events, ...finding } = given
    const body = JSON.stringify(finding)
    const known = this.#database
      .prepare('SELECT status, severity, last_seen, body FROM finding WHERE id = ?')
      .get(finding.id)
    if (known === undefined) {
      this.#insert(finding, body, act)
      return
    }
    const status = known.status as FindingStatus
    const goesOn = (finding.lastSeen ?? '') > String(known.last_seen ?? '')
    const reopens = status === 'withdrawn' || (status === 'resolved' && goesOn)
    if (known.body === body && !reopens) return
    this.#database
      .prepare(
        `UPDATE finding SET status = ?, severity = ?, first_seen = ?, last_seen = ?, changed = ?, revision = revision + 1,
           settled = 0, body = ? WHERE id = ?`,
      )
      .run(reopens ? 'open' : status, finding.severity, finding.firstSeen, finding.lastSeen, act.at, body, finding.id)
    this.#nameEntities(finding)
    if (reopens) this.#history.add(finding.id, 'reopened', { ...act, reason: 'there are new events of it' })
    else this.#history.addUpdate(finding.id, act, String(known.severity), finding.severity)
  }

  /** Nothing supports the finding any more. */
  withdraw(id: string, act: Act): void {
    const { changes } = this.#database
      .prepare(
        `UPDATE finding SET status = 'withdrawn', changed = ?, revision = revision + 1
         WHERE id = ? AND settled = 0 AND status <> 'withdrawn'`,
      )
      .run(act.at, id)
    if (Number(changes) > 0) this.#history.add(id, 'withdrawn', act)
  }

  /** False when there is no such finding, or it has that status already. */
  setStatus(id: string, status: FindingStatus, act: Act): boolean {
    const { changes } = this.#database
      .prepare('UPDATE finding SET status = ?, changed = ? WHERE id = ? AND status <> ?')
      .run(status, act.at, id, status)
    if (Number(changes) === 0) return false
    this.#history.add(id, status === 'open' ? 'reopened' : status, act)
    return true
  }

  /**
   * What it was made of is dropped: it is never withdrawn for lack of ground.
   *
   * @param before RFC 3339: only findings that ended earlier; all when absent. Gives those.
   */
  settle(ids: Iterable<string>, before?: string): string[] {
    const update = this.#database.prepare(
      `UPDATE finding SET settled = 1 WHERE id = ?1 AND (?2 IS NULL OR coalesce(last_seen, '') < ?2)`,
    )
    return [...ids].filter(id => Number(update.run(id, before ?? null).changes) > 0)
  }

  get(id: string): FindingRecord | undefined {
    const row = this.#database.prepare(`${select} WHERE id = ?`).get(id)
    return row && recordOf(row)
  }

  /** Ids that begin with a text, at most two. */
  idsLike(start: string): string[] {
    return this.#database
      .prepare(`SELECT id FROM finding WHERE id >= ? AND id < ? ORDER BY id LIMIT 2`)
      .all(start, `${start}\u{10ffff}`)
      .map(({ id }) => String(id))
  }

  history(id: string): HistoryEntry[] {
    return this.#history.of(id)
  }

  list(filter: FindingFilter = {}): FindingRecord[] {
    const { statuses = findingStatuses, severities, detection, entity, since } = filter
    const given = JSON.stringify
    return this.#database
      .prepare(
        `${select} WHERE status IN (SELECT value FROM json_each(?))
           AND (? IS NULL OR severity IN (SELECT value FROM json_each(?)))
           AND (? IS NULL OR slug = ?)
           AND (? IS NULL OR id IN (SELECT finding FROM finding_entity WHERE value = ?))
           AND (? IS NULL OR last_seen >= ?)
         ORDER BY id`,
      )
      .all(
        given(statuses),
        ...twice(severities ? given(severities) : null),
        ...twice(detection ?? null),
        ...twice(entity ?? null),
        ...twice(since ?? null),
      )
      .map(recordOf)
  }

  count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS n FROM finding').get()?.n)
  }

  /** Findings that name an entity. */
  naming(values: readonly string[]): string[] {
    return this.#database
      .prepare('SELECT DISTINCT finding FROM finding_entity WHERE value IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(values))
      .map(({ finding }) => String(finding))
  }

  /** Changes that no output has told yet, oldest first. What was withdrawn before it was told is none. */
  untold(
    limit: number,
  ): { readonly record: FindingRecord; readonly change: FindingChange; readonly revision: number }[] {
    return this.#database
      .prepare(`${select} WHERE told < revision ORDER BY changed, id LIMIT ?`)
      .all(limit)
      .map(row => ({
        record: recordOf(row),
        revision: Number(row.revision),
        change: row.status === 'withdrawn' ? 'withdrawn' : Number(row.told) === 0 ? 'new' : 'updated',
      }))
  }

  wasTold(id: string, revision: number): void {
    this.#database.prepare('UPDATE finding SET told = ? WHERE id = ? AND told < ?').run(revision, id, revision)
  }

  #insert(finding: Finding, body: string, act: Act): void {
    this.#database
      .prepare(
        `INSERT INTO finding (id, slug, status, severity, first_seen, last_seen, recorded, changed, revision, told, body)
         VALUES (?, ?, 'open', ?, ?, ?, ?, ?, 1, 0, ?)`,
      )
      .run(
        finding.id,
        finding.detection.slug,
        finding.severity,
        finding.firstSeen,
        finding.lastSeen,
        act.at,
        act.at,
        body,
      )
    this.#nameEntities(finding)
    this.#history.add(finding.id, 'found', act)
  }

  #nameEntities(finding: Finding): void {
    this.#database.prepare('DELETE FROM finding_entity WHERE finding = ?').run(finding.id)
    const insert = this.#database.prepare(
      'INSERT INTO finding_entity (type, value, finding) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    for (const { type, value } of finding.entities) insert.run(type, value, finding.id)
    for (const bucket of finding.buckets) insert.run('bucket', bucket, finding.id)
    if (finding.actor.principal !== '') insert.run('user', finding.actor.principal, finding.id)
  }
}

const select = 'SELECT id, status, recorded, changed, revision, told, body FROM finding'

const twice = (value: string | null): (string | null)[] => [value, value]

const recordOf = (row: Readonly<Record<string, unknown>>): FindingRecord => ({
  finding: JSON.parse(String(row.body)) as Finding,
  status: row.status as FindingStatus,
  recorded: Number(row.recorded),
  changed: Number(row.changed),
  wasTold: Number(row.told) > 0,
})
