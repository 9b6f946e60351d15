import { isObject, type JsonObject, type JsonValue } from './json.ts'

type Loose = JsonValue | undefined

const isList = (value: Loose): value is readonly JsonValue[] => Array.isArray(value)

/**
 * The one value meant where old CloudTrail records wrap single values into lists (`"host": ["..."]`); a longer list is
 * itself.
 */
const unwrap = (value: Loose): Loose => (isList(value) && value.length === 1 ? value[0] : value)

/** A scalar as text: AWS turns texts like `1` or `true` into numbers and booleans. Undefined for anything else. */
export function textOf(value: Loose): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return isList(value) && value.length === 1 ? textOf(value[0]) : undefined
}

/** A scalar as text, where an empty text says as little as none. */
export function filledTextOf(value: Loose): string | undefined {
  const text = textOf(value)
  return text === '' ? undefined : text
}

/** An object, also one that stands alone in a list; the empty element `""` and everything else is undefined. */
export function objectOf(value: Loose): JsonObject | undefined {
  const inner = unwrap(value)
  return isObject(inner) ? inner : undefined
}

/** Several of a thing: one element is written as the element itself, none as `""`. */
export function listOf(value: Loose): readonly JsonValue[] {
  if (value === undefined || value === null || value === '') return []
  return isList(value) ? value : [value]
}

/**
 * The member whose name is the given one in any letter case (`Host`, `host`); `name` must be in lower case. S3 names the
 * sub-resource that was called beside the body, and some bodies bear its name: `"ownershipControls": ""` next to
 * `"OwnershipControls": {...}`. The one with a content is meant.
 */
export function memberOf(object: JsonObject, name: string): Loose {
  let empty: Loose
  for (const key in object) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue
    const value = object[key]
    if (unwrap(value) !== '') return value
    empty = value
  }
  return empty
}
