import type { Issue, JsonObject, Place } from '#primitives'
import { ambiguousTexts, flatLists } from '../issues.ts'
import { respellCall } from './call.ts'
import { isOfTable, recordOfRow } from './columns.ts'
import { isFlat, nestKeys } from './nest-keys.ts'

export interface Restored {
  readonly record: JsonObject
  /** What could not be restored and is missing in the record. */
  readonly doubts: readonly ((at: Place) => Issue)[]
  /** How its call was spelled, where CloudTrail spells it otherwise. */
  readonly spelling?: string
}

/** The record as CloudTrail writes it, where a tool has written it otherwise. */
export function restoreRecord(given: JsonObject): Restored {
  const row = isOfTable(given) ? recordOfRow(given) : { record: given, unread: [] }
  const { record, lost } = isFlat(row.record) ? nestKeys(row.record) : { record: row.record, lost: [] }
  const doubts = [
    ...(row.unread.length > 0 ? [(at: Place) => ambiguousTexts(at, row.unread)] : []),
    ...(lost.length > 0 ? [(at: Place) => flatLists(at, lost)] : []),
  ]
  return { ...(respellCall(record) ?? { record }), doubts }
}
