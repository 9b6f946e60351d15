import type { EventSink, ReadingPlan } from '#events'
import type { JsonObject } from '#primitives'
import type { FormatLimits, FormatName } from '../file-account.ts'
import { Ledger } from '../ledger.ts'
import type { RecordReader } from '../record-reader.ts'
import type { Collection } from './collection.ts'
import { CsvRows, type CsvSink } from './csv-rows.ts'
import { ElementReader } from './elements/element-reader.ts'
import { missingColumn, respelled } from './issues.ts'
import { Layout } from './layout.ts'
import { RecordCollector } from './record-collector.ts'
import { borrowScanner, giveBackScanner } from './scanner/scanner.ts'

/** A reader of CloudTrail records, however they are wrapped. */
export interface CloudTrailReader extends RecordReader {
  /** What the file turned out to hold besides calls. Complete after `end`. */
  others(): OtherContents
}

export interface OtherContents {
  readonly insights: number
  readonly digests: number
}

export interface CloudTrailTask {
  readonly file: string
  readonly plan: ReadingPlan
  readonly limits: FormatLimits
  readonly sink: EventSink
}

/** Compressed contents of envelopes may come to this many times the limit on a record, in one file. */
const inflatableRecords = 64

/** Reads JSON: Records files, arrays, lines, objects one after another, and envelopes in any of these. */
export function createCloudTrailReader(task: CloudTrailTask): CloudTrailReader {
  const shared = collectionFor(task)
  const scanner = borrowScanner(task.plan, task.limits.maxNesting)
  const reader = new ElementReader(scanner, new RecordCollector(shared), task.limits.maxRecordBytes)
  return {
    push: chunk => reader.push(chunk),
    end: () => {
      reader.end()
      tellSpellings(shared)
      giveBackScanner(task.plan, scanner)
    },
    account: () => shared.ledger.account(formatOf(shared), shared.layout.words()),
    others: () => shared,
  }
}

/**
 * Reads CSV with a header.
 *
 * @param column the one that holds records as JSON; without it, each column is a member of the record.
 */
export function createCsvReader(task: CloudTrailTask, column?: string): CloudTrailReader {
  const shared = collectionFor(task)
  const collector = new RecordCollector(shared, 1)
  const { file, limits } = task
  const readCell = (cell: string | undefined, offset: number): void => {
    if (cell !== undefined) return collector.value(cell, offset)
    const at = { file, offset, record: shared.ledger.received + 1 }
    shared.ledger.reject('missing-column', () => missingColumn(at, column ?? ''))
  }
  const sink: CsvSink = {
    row: (cells, columns, offset) => {
      if (column !== undefined) readCell(cells[columns.indexOf(column)], offset)
      else collector.value(recordOfRow(cells, columns), offset)
    },
    tooLarge: offset =>
      collector.trouble('record-too-large', offset, `It has more than ${limits.maxRecordBytes} bytes.`),
  }
  const rows = new CsvRows(limits.maxRecordBytes, sink)
  return {
    push: chunk => rows.push(chunk),
    end: () => {
      rows.end()
      tellSpellings(shared)
    },
    account: () => shared.ledger.account(formatOf(shared), column === undefined ? 'CSV' : `CSV with ${column}`),
    others: () => shared,
  }
}

/** An empty cell is a member that the record does not have. */
const recordOfRow = (cells: readonly string[], columns: readonly string[]): JsonObject =>
  Object.fromEntries(
    columns.flatMap((name, index) => (cells[index] === undefined || cells[index] === '' ? [] : [[name, cells[index]]])),
  )

/** Once for a file, since all of its records are spelled so. */
function tellSpellings({ file, ledger, spellings }: Collection): void {
  if (spellings.size > 0) ledger.note(() => respelled({ file }, spellings))
}

/** Envelopes may hold nothing but lines of an access log. */
const formatOf = ({ accessLogs, ledger }: Collection): FormatName =>
  accessLogs > 0 && accessLogs === ledger.received ? 's3-access-log' : 'cloudtrail'

const collectionFor = (task: CloudTrailTask): Collection => ({
  ...task,
  ledger: new Ledger(task.limits.maxIssues),
  layout: new Layout(),
  insights: 0,
  digests: 0,
  accessLogs: 0,
  spellings: new Map(),
  inflatable: inflatableRecords * task.limits.maxRecordBytes,
})
