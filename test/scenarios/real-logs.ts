import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Real logs by others, beside the checkout where there are any; never part of the project. */
export const realLogs = resolve(process.env['BUCKETWATCH_REAL_LOGS'] ?? '../shared/data')

export const haveRealLogs = existsSync(join(realLogs, 'labels.csv'))

/** What one event of the real logs shows, read by hand from its own fields. */
export interface Label {
  readonly kind: string
  readonly file: string
  /** Number of the record in its file, from 0. */
  readonly index: string
  readonly json_path: string
  readonly event_id: string
  readonly event_name: string
  readonly error_code: string
  readonly behaviours: string
  /** What a denied call tried to do. */
  readonly attempted: string
}

export const readLabels = (): Label[] => readTable('labels.csv') as unknown as Label[]

export interface IndexRow {
  readonly file: string
  readonly events: string
  readonly format: string
  readonly note: string
}

export const readIndex = (): IndexRow[] => readTable('index.csv') as unknown as IndexRow[]

function readTable(name: string): Record<string, string>[] {
  return parse(readFileSync(join(realLogs, name)), { columns: true, bom: true })
}
