import type { AllowEntry } from '#findings'
import type { Place } from '#primitives'
import type { ConfigFile } from './config-schema.ts'

type Written = NonNullable<ConfigFile['allow']>[number]

/** An allow entry as findings are compared with it. */
export function allowEntryOf({ match, reason, owner, expires }: Written, at: Place): AllowEntry {
  const fields = Object.entries(match).map(([field, values]) => [field, [values].flat()])
  return {
    match: Object.fromEntries(fields),
    reason,
    owner,
    ...(expires !== undefined && { expires: Date.parse(`${expires}T00:00:00Z`) }),
    at,
  }
}
