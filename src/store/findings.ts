import type { Finding, Severity } from '#findings'
import type { Database } from './database.ts'
import { FindingEntities } from './finding-entities.ts'
import { FindingHistory, type HistoryEntry } from './finding-history.ts'
import { type FindingRecord, type FindingStatus, findingStatuses, recordOf, select } from './finding-record.ts'

export interface FindingFilter {
  readonly statuses?: readonly FindingStatus[]
  readonly severities?: readonly Severity[]
  readonly detection?: string
  /** Name of an actor, address, bucket or account; of an actor also what stands behind the last slash. */
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
  readonly #entities: FindingEntities

  constructor(database: Database) {
    this.#database = database
    this.#history = new FindingHistory(database)
    this.#entities = new FindingEntities(database)
  }

  /** Writes a finding as it now is; nothing where it is the same. A resolved one that goes on is open again. */
  put(given: Finding, act: Act): void {
    const { events, ...finding } = given
    const body = JSON.stringify(finding)
    const known = this.#database
      .prepare('SELECT status, severity, last_seen, settled, body FROM finding WHERE id = ?')
      .get(finding.id)
    if (known === undefined) {
      this.#insert(finding, body, act)
      return
    }
    const status = known.status as FindingStatus
    const goesOn = (finding.lastSeen ?? '') > String(known.last_seen ?? '')
    const reason = reasonToReopen(status, goesOn)
    if (known.body === body && reason === undefined) return
    // What was settled was made of more than what is kept now.
    if (known.settled === 1 && !goesOn && countIn(known.body) >= finding.count) return
    this.#database
      .prepare(
        `UPDATE finding SET status = ?, severity = ?, first_seen = ?, last_seen = ?, changed = ?, revision = revision + 1,
           settled = 0, body = ? WHERE id = ?`,
      )
      .run(
        reason === undefined ? status : 'open',
        finding.severity,
        finding.firstSeen,
        finding.lastSeen,
        act.at,
        body,
        finding.id,
      )
    this.#entities.write(finding)
    if (reason !== undefined) this.#history.add(finding.id, 'reopened', { ...act, reason })
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

  /**
   * False when there is no such finding, or it has that status already. What was out of sight and no longer is counts as a
   * change to be told.
   */
  setStatus(id: string, status: FindingStatus, act: Act): boolean {
    const { changes } = this.#database
      .prepare(
        `UPDATE finding SET status = ?1, changed = ?2, revision = revision + (status = 'suppressed' AND ?1 = 'open')
         WHERE id = ?3 AND status <> ?1`,
      )
      .run(status, act.at, id)
    if (Number(changes) === 0) return false
    this.#history.add(id, status === 'open' ? 'reopened' : status, act)
    return true
  }

  /** Somebody says once more what is so already: the history has it, and nothing else changes. */
  note(id: string, status: Exclude<FindingStatus, 'open'>, act: Act): void {
    this.#history.add(id, status, act)
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

  /** Ids that begin with a text, in alphabetical order, at most so many. */
  idsLike(start: string, limit: number): string[] {
    return this.#database
      .prepare(`SELECT id FROM finding WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`)
      .all(start, `${start}\u{10ffff}`, limit)
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
           AND (? IS NULL OR id IN (SELECT finding FROM finding_entity WHERE value = ? OR value LIKE ? ESCAPE '!' OR value LIKE ? ESCAPE '!'))
           AND (? IS NULL OR last_seen >= ?)
         ORDER BY id`,
      )
      .all(
        given(statuses),
        ...twice(severities ? given(severities) : null),
        ...twice(detection ?? null),
        ...twice(entity ?? null),
        ...['/', ':'].map(before => `%${before}${(entity ?? '').replaceAll(/[!%_]/g, '!$&')}`),
        ...twice(since ?? null),
      )
      .map(recordOf)
  }

  count(): number {
    return Number(this.#database.prepare('SELECT count(*) AS n FROM finding').get()?.n)
  }

  /** Actors, addresses, buckets and accounts that some finding names. */
  entities(): string[] {
    return this.#entities.names()
  }

  /** Of the detections that found something. */
  slugs(): string[] {
    return this.#database
      .prepare('SELECT DISTINCT slug FROM finding ORDER BY slug')
      .all()
      .map(({ slug }) => String(slug))
  }

  /** Ids of findings that name one of these entities. */
  naming(values: readonly string[]): string[] {
    return this.#entities.naming(values)
  }

  /**
   * Changes that no output has told yet, oldest first. What was withdrawn before it was told is none, and neither is what an
   * allow entry keeps out of sight.
   */
  untold(
    limit: number,
  ): { readonly record: FindingRecord; readonly change: FindingChange; readonly revision: number }[] {
    return this.#database
      .prepare(
        `${select} WHERE told < revision AND status <> 'suppressed' AND (status <> 'withdrawn' OR told > 0)
         ORDER BY changed, id LIMIT ?`,
      )
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
    this.#entities.write(finding)
    this.#history.add(finding.id, 'found', act)
  }
}

function reasonToReopen(status: FindingStatus, goesOn: boolean): string | undefined {
  if (status === 'withdrawn') return 'there is ground for it again'
  return status === 'resolved' && goesOn ? 'there are new events of it' : undefined
}

const countIn = (body: unknown): number => (JSON.parse(String(body)) as Finding).count

const twice = (value: string | null): (string | null)[] => [value, value]
