import type { Issue, JsonObject, Place } from '#primitives'
import { flatLists } from '../issues.ts'
import { respellCall } from './call.ts'
import { isFlat, nestKeys } from './nest-keys.ts'

export interface Restored {
  readonly record: JsonObject
  /** What could not be restored and is missing in the record. */
  readonly doubt?: (at: Place) => Issue
  /** How its call was spelled, where CloudTrail spells it otherwise. */
  readonly spelling?: string
}

/** The record as CloudTrail writes it, where a tool has written it otherwise. */
export function restoreRecord(given: JsonObject): Restored {
  const { record, lost } = isFlat(given) ? nestKeys(given) : { record: given, lost: [] }
  return {
    ...(respellCall(record) ?? { record }),
    ...(lost.length > 0 && { doubt: (at: Place) => flatLists(at, lost) }),
  }
}
