import type { Database } from './database.ts'
import { decode, encode } from './encode.ts'
import { scopeId } from './scope-id.ts'

/** A piece of a detection's state. */
export interface StoredRow {
  readonly scope: string
  readonly entry: string
  readonly value: unknown
  /** What there is to know of it without its value, JSON; undefined where there is none, or an earlier release wrote it. */
  readonly brief?: unknown
  /** Epoch milliseconds of its last event. */
  readonly last: number | undefined
  /** It may still become a finding when its surroundings change. */
  readonly open: boolean
}

export type StoredOutline = Omit<StoredRow, 'value'>

/** A place in a detection's state; an empty entry is all of the scope, or the scope's own row. */
export interface StoredUnit {
  readonly scope: string
  readonly entry: string
}

/** The states of detections, in pieces. Within a transaction only. */
export class StateTable {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * The number of a detection. One that has changed so that its state means other things begins anew.
   *
   * @param digest of all that the state depends on.
   */
  enter(slug: string, digest: string): { readonly id: number; readonly begunAnew: boolean } {
    const known = this.#database.prepare('SELECT id, digest FROM detection WHERE slug = ?').get(slug)
    if (known?.digest === digest) return { id: Number(known.id), begunAnew: false }
    if (known !== undefined) this.#database.prepare('DELETE FROM detection WHERE id = ?').run(Number(known.id))
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO detection (slug, digest) VALUES (?, ?)')
      .run(slug, digest)
    return { id: Number(lastInsertRowid), begunAnew: known !== undefined }
  }

  /** The number of a detection as it now is, if its state is there. */
  idOf(slug: string, digest: string): number | undefined {
    const known = this.#database.prepare('SELECT id FROM detection WHERE slug = ? AND digest = ?').get(slug, digest)
    return known === undefined ? undefined : Number(known.id)
  }

  row(detection: number, scope: string, entry: string): StoredRow | undefined {
    const found = this.#database.prepare(`${selectRows} AND entry.name = ?`).get(detection, scope, entry)
    return found && rowOf(scope, found)
  }

  /** Of every entry of a scope, and its own. */
  rowsOf(detection: number, scope: string): StoredRow[] {
    return this.#database
      .prepare(selectRows)
      .all(detection, scope)
      .map(found => rowOf(scope, found))
  }

  /** The same without their values. */
  outlinesOf(detection: number, scope: string): StoredOutline[] {
    return this.#database.prepare(`${selectOutlines} AND scope.name = ?`).all(detection, scope).map(outlineOf)
  }

  /** Of a scope the open rows, and those whose last event was before a time. */
  outlinesBefore(detection: number, scope: string, time: number): StoredOutline[] {
    return this.#database
      .prepare(`${selectOutlines} AND scope.name = ? AND (entry.last < ? OR entry.open = 1)`)
      .all(detection, scope, Math.floor(time))
      .map(outlineOf)
  }

  /** Of a whole detection. */
  allOutlines(detection: number): StoredOutline[] {
    return this.#database.prepare(selectOutlines).all(detection).map(outlineOf)
  }

  /** Places of rows whose scope or entry holds a text. */
  placesLike(detection: number, text: string): StoredUnit[] {
    return this.#database
      .prepare(
        `SELECT scope.name AS scope, entry.name AS entry FROM scope JOIN entry ON entry.scope = scope.id
         WHERE scope.detection = ? AND (instr(scope.name, ?) > 0 OR instr(entry.name, ?) > 0)`,
      )
      .all(detection, text, text)
      .map(unitOf)
  }

  openEntries(detection: number, scope: string): string[] {
    return this.#database
      .prepare(
        `SELECT entry.name FROM scope JOIN entry INDEXED BY open_entry ON entry.scope = scope.id AND entry.open = 1
         WHERE scope.detection = ? AND scope.name = ?`,
      )
      .all(detection, scope)
      .map(({ name }) => String(name))
  }

  /** Of a whole detection. */
  allOpen(detection: number): StoredUnit[] {
    return this.#database
      .prepare(
        `SELECT scope.name AS scope, entry.name AS entry FROM scope
         JOIN entry INDEXED BY open_entry ON entry.scope = scope.id AND entry.open = 1 WHERE scope.detection = ?`,
      )
      .all(detection)
      .map(unitOf)
  }

  /** With the scope's own. */
  countEntries(detection: number, scope: string): number {
    const found = this.#database
      .prepare(
        `SELECT count(*) AS n FROM scope JOIN entry ON entry.scope = scope.id WHERE scope.detection = ? AND scope.name = ?`,
      )
      .get(detection, scope)
    return Number(found?.n)
  }

  entryNames(detection: number, scope: string): string[] {
    return this.#database
      .prepare(
        `SELECT entry.name FROM scope JOIN entry ON entry.scope = scope.id WHERE scope.detection = ? AND scope.name = ?`,
      )
      .all(detection, scope)
      .map(({ name }) => String(name))
  }

  /** Names of scopes that begin with a text. */
  scopesFrom(detection: number, prefix: string): string[] {
    return this.#database
      .prepare('SELECT name FROM scope WHERE detection = ? AND name >= ? AND name < ?')
      .all(detection, prefix, `${prefix}\u{10ffff}`)
      .map(({ name }) => String(name))
  }

  /** All entries of a scope but its own. */
  removeEntries(detection: number, scope: string): void {
    this.#database
      .prepare(
        `DELETE FROM entry WHERE name <> '' AND scope IN (SELECT id FROM scope WHERE detection = ? AND name = ?)`,
      )
      .run(detection, scope)
  }

  removeScope(detection: number, scope: string): void {
    this.#database.prepare('DELETE FROM scope WHERE detection = ? AND name = ?').run(detection, scope)
  }

  /** Names of all scopes, in alphabetical order. */
  scopes(detection: number): string[] {
    return this.#database
      .prepare(`SELECT name FROM scope WHERE detection = ? AND name <> '' ORDER BY name`)
      .all(detection)
      .map(({ name }) => String(name))
  }

  /** Whether something was written: what is there already is left alone. */
  write(detection: number, { scope, entry, value, brief, last, open }: StoredRow): boolean {
    const bytes = encode(value)
    const id = scopeId(this.#database, detection, scope)
    const { changes } = this.#database
      .prepare(
        `INSERT INTO entry (scope, name, last, open, brief, value) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET last = excluded.last, open = excluded.open, brief = excluded.brief, value = excluded.value
         WHERE value <> excluded.value OR brief IS NOT excluded.brief OR last IS NOT excluded.last OR open <> excluded.open`,
      )
      .run(id, entry, wholeNumber(last), Number(open), brief === undefined ? null : JSON.stringify(brief), bytes)
    return Number(changes) > 0
  }

  remove(detection: number, { scope, entry }: StoredUnit): void {
    this.#database
      .prepare('DELETE FROM entry WHERE scope = (SELECT id FROM scope WHERE detection = ? AND name = ?) AND name = ?')
      .run(detection, scope, entry)
  }

  /** Scopes of which nothing is left. */
  removeEmptyScopes(detection: number): void {
    this.#database
      .prepare(
        `DELETE FROM scope WHERE detection = ? AND name <> ''
           AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.scope = scope.id)`,
      )
      .run(detection)
  }

  /** Scopes with an open row, or one whose last event was before a time. */
  scopesBefore(detection: number, time: number): string[] {
    return this.#database
      .prepare(
        `SELECT name FROM scope WHERE detection = ?
           AND EXISTS (SELECT 1 FROM entry WHERE entry.scope = scope.id AND (entry.last < ? OR entry.open = 1))`,
      )
      .all(detection, Math.floor(time))
      .map(({ name }) => String(name))
  }
}

const selectRows = `SELECT entry.name AS entry, entry.last, entry.open, entry.brief, entry.value FROM scope
  JOIN entry ON entry.scope = scope.id WHERE scope.detection = ? AND scope.name = ?`

const selectOutlines = `SELECT scope.name AS scope, entry.name AS entry, entry.last, entry.open, entry.brief FROM scope
  JOIN entry ON entry.scope = scope.id WHERE scope.detection = ?`

export type Found = Readonly<Record<string, unknown>>

const rowOf = (scope: string, found: Found): StoredRow => ({
  ...outlineOf({ ...found, scope }),
  value: decode(found.value as Uint8Array),
})

const outlineOf = ({ scope, entry, last, open, brief }: Found): StoredOutline => ({
  scope: String(scope),
  entry: String(entry),
  brief: typeof brief === 'string' ? JSON.parse(brief) : undefined,
  last: typeof last === 'number' ? last : undefined,
  open: open === 1,
})

export const unitOf = ({ scope, entry }: Found): StoredUnit => ({ scope: String(scope), entry: String(entry) })

/** A time may be any number that a record holds. */
const wholeNumber = (number: number | undefined): number | null =>
  number === undefined || !Number.isFinite(number) ? null : Math.floor(number)
