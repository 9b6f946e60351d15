import { digest53, isObject, type JsonObject, stableId, textOf } from '#primitives'

/** The name of a record and the number by which copies of it are known. */
export interface EventIdentity {
  readonly id: string
  readonly identity: number
}

/**
 * AWS gives every event a GUID, so a GUID alone identifies it. Samples and redacted logs reuse ids such as `1111`, so
 * with any other id, or none, the content counts too: only equal records are copies of one another.
 */
export function identityOf(record: JsonObject): EventIdentity {
  const id = textOf(record.eventID) ?? ''
  if (isGuid(id)) return { id, identity: digest53(id) }
  const content = JSON.stringify(record, sortMembers)
  return { id: id === '' ? stableId([content], 32) : id, identity: digest53(`${id}\n${content}`) }
}

/** The order of members means nothing in JSON, and tools that pass records on change it. */
function sortMembers(_name: string, value: unknown): unknown {
  if (!isObject(value)) return value
  const sorted: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) sorted[name] = value[name]
  return sorted
}

/** The form of RFC 9562, including its variant bits, which made-up ids like `12345678-1234-1234-1234-...` lack. */
export function isGuid(text: string): boolean {
  if (text.length !== 36) return false
  for (let index = 0; index < 36; index++) {
    const code = text.charCodeAt(index)
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== 45) return false
      continue
    }
    const lower = code | 32
    const isHex = (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102)
    if (!isHex) return false
  }
  const variant = text.charCodeAt(19) | 32
  return variant === 56 || variant === 57 || variant === 97 || variant === 98
}
