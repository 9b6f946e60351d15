import { isObject, type JsonObject, type JsonValue } from './json.ts'

type Loose = JsonValue | undefined

/**
 * The one value meant where old CloudTrail records wrap single values into lists (`"host": ["..."]`); a longer list is
 * itself.
 */
export const unwrap = (value: Loose): Loose => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/** A scalar as text: AWS turns texts like `1` or `true` into numbers and booleans. Undefined for anything else. */
export function textOf(value: Loose): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) && value.length === 1 ? textOf(value[0]) : undefined
}

/** An object, also one that stands alone in a list; the empty element `""` and everything else is undefined. */
export function objectOf(value: Loose): JsonObject | undefined {
  const inner = unwrap(value)
  return isObject(inner) ? inner : undefined
}

/** Several of a thing: one element is written as the element itself, none as `""`. */
export function listOf(value: Loose): readonly JsonValue[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? value : [value as JsonValue]
}

/** The member whose name is the given one in any letter case (`Host`, `host`); `name` must be in lower case. */
export function memberOf(object: JsonObject, name: string): Loose {
  for (const key in object) if (key.length === name.length && key.toLowerCase() === name) return object[key]
  return undefined
}
