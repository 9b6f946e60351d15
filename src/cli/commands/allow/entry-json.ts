import type { AllowEntry } from '#findings'
import { formatPlace, type JsonObject } from '#primitives'

/** An allow entry for programs: as it is written, with where. */
export const entryJson = ({ match, reason, owner, expires, at }: AllowEntry): JsonObject => ({
  match: Object.fromEntries(Object.entries(match).map(([field, values]) => [field, [...values]])),
  reason,
  owner,
  expires: expires === undefined ? null : dayOf(expires),
  at: formatPlace(at),
})

/** `2027-06-30` */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
