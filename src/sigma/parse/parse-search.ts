import { failure, type Issue, isNonEmpty, isObject, ok, type Place, type Result } from '#primitives'
import * as issues from '../issues.ts'
import type { FieldMatch, Search, SigmaValue } from '../rule.ts'
import { checkValue } from './check-value.ts'
import { readModifiers } from './modifiers.ts'
import { joinPath, type Places } from './places.ts'

/**
 * Reads a search that stands outside of a rule's `detection`, e.g. the condition of an allow entry: a map, or a list
 * of maps, in Sigma's syntax. `at` is its place, or tells the place of each path inside of it (`eventName|contains.0`).
 */
export function parseSearch(value: unknown, at: Place | ((path: string) => Place)): Result<Search> {
  const found: Issue[] = []
  const placeAt = typeof at === 'function' ? at : () => at
  const search = readSearch(value, '', { key: placeAt, value: placeAt }, found)
  if (isNonEmpty(found)) return { ok: false, issues: found }
  return search === undefined ? failure(issues.emptySearch(placeAt(''))) : ok(search)
}

/** Reads a search below `path`; what cannot be used becomes an issue. */
export function readSearch(value: unknown, path: string, places: Places, found: Issue[]): Search | undefined {
  if (Array.isArray(value)) {
    if (value.length === 0) found.push(issues.emptySearch(places.key(path)))
    // One issue for a list of keywords, however long.
    const keyword = value.findIndex(item => item !== null && typeof item !== 'object')
    if (keyword >= 0) found.push(issues.keywordSearch(places.value(joinPath(path, keyword))))
    return gather('any', value, (item, index) =>
      keyword >= 0 && typeof item !== 'object' ? undefined : readSearch(item, joinPath(path, index), places, found),
    )
  }
  if (isObject(value)) {
    const entries = Object.entries(value)
    if (entries.length === 0) found.push(issues.emptySearch(places.key(path)))
    return gather('all', entries, ([key, inner]) => {
      const match = readFieldMatch(key, inner, joinPath(path, key), places, found)
      return match && { kind: 'field', match }
    })
  }
  found.push(value === null ? issues.emptySearch(places.key(path)) : issues.keywordSearch(places.value(path)))
  return undefined
}

/** One item needs no list around it. */
function gather<T>(
  kind: 'all' | 'any',
  parts: readonly T[],
  read: (part: T, index: number) => Search | undefined,
): Search | undefined {
  const items = parts.map(read).filter(item => item !== undefined)
  return items.length === 1 ? items[0] : { kind, items }
}

function readFieldMatch(
  key: string,
  value: unknown,
  path: string,
  places: Places,
  found: Issue[],
): FieldMatch | undefined {
  const at = places.key(path)
  const [field = '', ...modifiers] = key.split('|')
  const comparison = readModifiers(modifiers, at, found)
  if (field === '') {
    found.push(issues.keywordSearch(at))
    return undefined
  }
  const isList = Array.isArray(value)
  const raw: readonly unknown[] = isList ? value : [value]
  if (raw.length === 0) found.push(issues.emptyValues(at, field))
  const placeOfValue = (index: number): Place => places.value(isList ? joinPath(path, index) : path)
  const values: SigmaValue[] = []
  for (const [index, item] of raw.entries()) {
    if (isSigmaValue(item)) values.push(item)
    else found.push(issues.nestedValue(placeOfValue(index), field))
  }
  if (comparison === undefined) return undefined
  const { operator, all, cased, flags } = comparison
  for (const [index, item] of raw.entries()) {
    const problem = isSigmaValue(item) ? checkValue(operator, item) : undefined
    if (problem !== undefined) found.push(issues.invalidValue(placeOfValue(index), problem, item))
  }
  if (all && raw.length === 1) found.push(issues.allOfOneValue(at))
  if (operator === 'exists' && raw.length > 1) found.push(issues.severalExists(at))
  return { field, operator, values: flags === '' ? values : values.map(inlineFlags(flags)), all, cased, place: at }
}

const isSigmaValue = (value: unknown): value is SigmaValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** `re|i: abc` becomes `(?i)abc`, as RE2 and PCRE write it. */
const inlineFlags = (flags: string) => (value: SigmaValue) => `(?${flags})${value}`
