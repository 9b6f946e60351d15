import { looksLikeAccessLog } from './access-log/index.ts'
import { splitCsvRow } from './cloudtrail/csv-rows.ts'
import { type ForeignShape, foreignTableOf } from './foreign-shapes.ts'

/** What content looks like from its beginning: a format that can be read, or the reason to leave it. */
export type Readable =
  | { readonly kind: 'cloudtrail' }
  /** A table: a column holds whole records, or each column a member of them. */
  | { readonly kind: 'csv'; readonly column: string | undefined }
  | { readonly kind: 'access-log' }

export type Sniffed =
  | Readable
  | { readonly kind: 'foreign'; readonly shape: ForeignShape }
  | { readonly kind: 'skip'; readonly code: 'empty' | 'insight' | 'not-a-log'; readonly received: string }

/** How AWS's own files begin. Most files are such, and many are small. */
const commonStart = '{"Records":['

const recordColumns = ['_raw', '@message', 'message', 'CloudTrailEvent', 'event.original', 'eventJson'] as const

/** Tells the format by the content alone; names say nothing. `head` is the beginning, a byte-order mark included. */
export function sniff(head: Buffer): Sniffed {
  if (head.toString('latin1', 0, commonStart.length) === commonStart) return { kind: 'cloudtrail' }
  const text = head
    .toString('utf8', 0, 65536)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (looksLikeAccessLog(head) !== undefined) return { kind: 'access-log' }
  if (text === '' || /^\{|^\[/.test(text) || /^"(?:\s|\\[nrt])*\{/.test(text)) return { kind: 'cloudtrail' }
  const [header = ''] = text.split(/\r?\n/, 1)
  const columns = header.includes('{"') ? [] : splitCsvRow(header)
  const column = recordColumns.find(name => columns.includes(name))
  if (column !== undefined || isOfMembers(columns)) return { kind: 'csv', column }
  const shape = foreignTableOf(columns)
  if (shape !== undefined) return { kind: 'foreign', shape }
  if (text.startsWith('"insightDetails"'))
    return { kind: 'skip', code: 'insight', received: 'part of an Insights event' }
  if (/^"[^"\n]*"\s*:/.test(text)) return { kind: 'skip', code: 'not-a-log', received: 'a fragment of a JSON object' }
  // Lines of a log shipper with something in front of the record, or a file that is broken at its beginning.
  if (/"eventVersion"|"eventSource"/.test(text)) return { kind: 'cloudtrail' }
  return { kind: 'skip', code: 'not-a-log', received: describe(head, text) }
}

/** Columns of Splunk's tables, of Athena's, CloudTrail Lake's and Microsoft Sentinel's. */
function isOfMembers(columns: readonly string[]): boolean {
  const names = columns.map(name => name.toLowerCase())
  return names.includes('eventname') && names.some(name => /^(?:eventsource$|requestparameters)/.test(name))
}

const signatures: readonly (readonly [bytes: string, words: string])[] = [
  ['PAR1', 'a Parquet file'],
  ['SQLite format 3', 'an SQLite database'],
  ['%PDF', 'a PDF document'],
  ['\x7fELF', 'a program'],
  ['<', 'markup'],
]

function describe(head: Buffer, text: string): string {
  const known = signatures.find(([bytes]) => head.toString('latin1', 0, 32).trimStart().startsWith(bytes))
  if (known) return known[1]
  if (head.includes(0)) return 'binary data'
  const [line = ''] = text.split(/\r?\n/, 1)
  return `text that begins with ${JSON.stringify(line.slice(0, 60))}`
}
