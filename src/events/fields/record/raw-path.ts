import { isObject, type JsonObject, type JsonValue } from '#primitives'
import type { FieldValue } from '../field.ts'

type RawReader = (raw: JsonObject) => FieldValue

/**
 * Compiles a dotted path into a reader of raw records. A list on the way stands for each of its elements; a member whose
 * name itself contains dots is found; an object at the end is its JSON text. Of the several spellings a path may
 * have, the first that is there counts.
 */
export function compileRawPath(path: string): RawReader {
  const [first, ...others] = spellingsOf(path).map(compileSpelling) as [RawReader, ...RawReader[]]
  if (others.length === 0) return first
  return raw => {
    let value = first(raw)
    for (let index = 0; value === undefined && index < others.length; index++) value = others[index]?.(raw)
    return value
  }
}

/**
 * Header names come in the caller's letter case (`Host` and `host`, `x-amz-acl` and `X-Amz-Acl`), and `resources` hold
 * `ARN`, in some exports `arn`.
 */
export function spellingsOf(path: string): readonly string[] {
  const start = path.lastIndexOf('.') + 1
  const [parents, name] = [path.slice(0, start), path.slice(start)]
  const lower = name.toLowerCase()
  if (parents === 'requestParameters.' && lower === 'host')
    return [path, `${parents}${name === 'host' ? 'Host' : 'host'}`]
  if (parents === 'resources.' && lower === 'arn') return [path, `${parents}${name === 'arn' ? 'ARN' : 'arn'}`]
  if (!lower.startsWith('x-amz-')) return [path]
  const title = lower.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase())
  return [...new Set([path, parents + lower, parents + title])]
}

function compileSpelling(path: string): RawReader {
  const names = path.split('.')
  if (names.length === 1) return raw => leafOf(raw[path])
  return raw => {
    let value: JsonValue | undefined = raw
    for (let index = 0; index < names.length; index++) {
      if (!isObject(value)) return Array.isArray(value) ? readAll(raw, names) : undefined
      value = value[names[index] as string]
      if (value === undefined) return index === names.length - 1 ? undefined : readAll(raw, names)
    }
    return leafOf(value)
  }
}

function leafOf(value: JsonValue | undefined): FieldValue {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map(leafOf) : JSON.stringify(value)
}

/** The careful way: every element of every list, and members with dots in their names. */
function readAll(raw: JsonObject, names: readonly string[]): FieldValue {
  const found: FieldValue[] = []
  collect(raw, names, found)
  return found.length > 1 ? found : found[0]
}

function collect(value: JsonValue, names: readonly string[], found: FieldValue[]): void {
  if (Array.isArray(value)) {
    for (const element of value) collect(element as JsonValue, names, found)
    return
  }
  if (names.length === 0) {
    found.push(leafOf(value))
    return
  }
  if (!isObject(value)) return
  for (let length = 1; length <= names.length; length++) {
    const member = value[names.slice(0, length).join('.')]
    if (member !== undefined) return collect(member, names.slice(length), found)
  }
}
