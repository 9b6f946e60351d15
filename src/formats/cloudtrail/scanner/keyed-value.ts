import { isObject, type JsonValue } from '#primitives'

/** Makes the value that belongs to a key. */
export type OfKey = (key: string) => JsonValue

/**
 * The value with another key in place of `key`, wherever the ARN of an object names it; undefined where none does. The scanner's
 * `lengthBeforeKey` tells the same.
 */
export function toldByKey(value: JsonValue, key: string): OfKey | undefined {
  if (typeof value === 'string') return textOfKey(value, key)
  if (isList(value)) {
    const parts = value.map(one => toldByKey(one, key))
    if (parts.every(part => part === undefined)) return undefined
    return other => value.map((one, index) => parts[index]?.(other) ?? one)
  }
  if (!isObject(value)) return undefined
  const parts = Object.entries(value).flatMap(([name, member]) => {
    const part = member === undefined ? undefined : toldByKey(member, key)
    return part ? [[name, part] as const] : []
  })
  if (parts.length === 0) return undefined
  return other => {
    const made = { ...value }
    for (const [name, part] of parts) made[name] = part(other)
    return made
  }
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)

const objectArn = /^arn:[a-z-]*:s3:::[^/].*\/$/s

function textOfKey(text: string, key: string): OfKey | undefined {
  if (key === '' || !text.endsWith(key)) return undefined
  const before = text.slice(0, -key.length)
  return objectArn.test(before) ? other => before + other : undefined
}
