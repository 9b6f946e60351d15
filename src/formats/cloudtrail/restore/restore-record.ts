import type { Issue, JsonObject, Place } from '#primitives'
import { flatLists } from '../issues.ts'
import { isFlat, nestKeys } from './nest-keys.ts'

export interface Restored {
  readonly record: JsonObject
  /** What could not be restored and is missing in the record. */
  readonly doubt?: (at: Place) => Issue
}

/** The record as CloudTrail writes it, where a tool has written it otherwise. */
export function restoreRecord(given: JsonObject): Restored {
  if (!isFlat(given)) return { record: given }
  const { record, lost } = nestKeys(given)
  return lost.length === 0 ? { record } : { record, doubt: at => flatLists(at, lost) }
}
