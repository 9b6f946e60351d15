import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { type ForeignShape, foreignShapeOf } from '../../foreign-shapes.ts'
import { isRow } from '../restore/columns.ts'
import { containerKeys, contentKeys, isDelivery, isRecord, originalKeys } from './known-keys.ts'
import { looksCompressed, looksLikeJson, looksLikeLine } from './text-shape.ts'

/** What an envelope holds. */
export type Content =
  | { readonly kind: 'record'; readonly record: JsonObject }
  /** JSON text. */
  | { readonly kind: 'text'; readonly text: string }
  /** A line of an S3 server access log. */
  | { readonly kind: 'line'; readonly text: string }
  /** Base64 of gzip, as CloudWatch Logs and Kinesis deliver. */
  | { readonly kind: 'compressed'; readonly text: string }
  /** A digest file: it signs log files and holds no events. */
  | { readonly kind: 'digest' }
  /** An event of which another program has kept too little. */
  | { readonly kind: 'foreign'; readonly shape: ForeignShape }
  /** A member of a list of records that is none. */
  | { readonly kind: 'other'; readonly value: JsonValue }

/** Deep enough for a record in a Records file in an SNS message in an SQS body, and for log shippers' own nesting. */
const mostLevels = 12

/** Finds the records that a JSON value is or carries. */
export function unwrap(value: JsonValue, levels = mostLevels): readonly Content[] {
  if (typeof value === 'string') return textContent(value)
  if (levels === 0) return []
  if (Array.isArray(value)) return membersOf(value as readonly JsonValue[], levels)
  return isObject(value) ? objectContent(value, levels) : []
}

function textContent(text: string): readonly Content[] {
  if (looksLikeJson(text)) return [{ kind: 'text', text }]
  if (looksCompressed(text)) return [{ kind: 'compressed', text }]
  return looksLikeLine(text) ? [{ kind: 'line', text }] : []
}

function objectContent(value: JsonObject, levels: number): readonly Content[] {
  if (value.digestS3Object !== undefined || value.digestStartTime !== undefined) return [{ kind: 'digest' }]
  if (typeof value.eventSource === 'string' && typeof value.eventName === 'string' && !isDelivery(value))
    return rawCopy(value, levels) ?? [{ kind: 'record', record: value }]
  if (Array.isArray(value['QueryResultRows'])) return value['QueryResultRows'].flatMap(row => lakeRow(row, levels - 1))
  const containers = Object.keys(value).filter(key => containerKeys.has(key) && Array.isArray(value[key]))
  if (containers.length > 0) return containers.flatMap(key => unwrap(value[key] as JsonValue, levels - 1))
  if (isRecord(value) && !isDelivery(value)) return [{ kind: 'record', record: value }]
  if (isRow(value)) return rawCopy(value, levels) ?? [{ kind: 'record', record: value }]
  const foreign = foreignShapeOf(value)
  for (const key of foreign === undefined ? contentKeys : originalKeys) {
    const found = unwrap(value[key] ?? null, levels - 1)
    if (found.length > 0) return found
  }
  if (foreign !== undefined) return [{ kind: 'foreign', shape: foreign }]
  // A map of records, or an envelope by another name.
  return Object.values(value).flatMap(member => unwrap(member ?? null, levels - 1))
}

/** CloudTrail Lake answers with a list of one-column objects for each row. */
function lakeRow(row: JsonValue, levels: number): readonly Content[] {
  const columns = Array.isArray(row) ? (row as readonly JsonValue[]).filter(isObject) : []
  const contents = unwrap(Object.assign({}, ...columns) as JsonObject, levels)
  return contents.length > 0 ? contents : [{ kind: 'other', value: row }]
}

/** What a tool made of a record may come with the record itself, which is more faithful. */
function rawCopy(value: JsonObject, levels: number): readonly Content[] | undefined {
  if (isObject(value.userIdentity)) return undefined
  for (const key of originalKeys) {
    const raw = typeof value[key] === 'string' ? unwrap(value[key], levels - 1) : []
    if (raw.length > 0) return raw
  }
  return undefined
}

/** In a list that holds records, what is none has to be accounted for. */
function membersOf(values: readonly JsonValue[], levels: number): readonly Content[] {
  const contents = values.map(value => unwrap(value, levels - 1))
  if (contents.every(content => content.length === 0)) return []
  return contents.flatMap((content, index) =>
    content.length > 0 ? content : [{ kind: 'other' as const, value: values[index] as JsonValue }],
  )
}
