import { failure, type Issue, isNonEmpty, isObject, ok, type Place, type Result } from '#primitives'
import type { KeywordMatch, Search } from '../rule.ts'
import * as issues from '../search-issues.ts'
import { parseFieldPath } from './field-path.ts'
import { parseElements } from './parse-elements.ts'
import { type FieldName, readFieldMatch, readKeywords } from './parse-match.ts'
import { joinPath } from './places.ts'
import type { ParseOptions, SearchContext } from './search-context.ts'

/**
 * Reads a search that stands outside of a rule's `detection`, e.g. the condition of an allow entry: a map, or a list
 * of maps, in Sigma's syntax. `at` is its place, or tells the place of each path inside of it (`eventName|contains.0`).
 */
export function parseSearch(
  value: unknown,
  at: Place | ((path: string) => Place),
  { placeholders = {} }: ParseOptions = {},
): Result<Search> {
  const found: Issue[] = []
  const placeAt = typeof at === 'function' ? at : () => at
  const places = { key: placeAt, value: placeAt }
  const search = readSearch(value, '', { places, found, placeholders, hasSelectors: false, isOfElement: false })
  if (isNonEmpty(found)) return { ok: false, issues: found }
  return search === undefined ? failure(issues.emptySearch(placeAt(''))) : ok(search)
}

/** Reads a search below `path`; what cannot be used becomes an issue. */
export function readSearch(value: unknown, path: string, context: SearchContext): Search | undefined {
  if (Array.isArray(value)) return readList(value, path, context)
  if (isObject(value)) return readMap(value, path, context)
  const { places, found } = context
  if (value === null || value === undefined) found.push(issues.emptySearch(places.key(path)))
  else return keywords(readKeywords([value], [], path, context))
  return undefined
}

/** Maps are alternatives; so are plain values, which are keywords. */
function readList(items: readonly unknown[], path: string, context: SearchContext): Search | undefined {
  const { places, found } = context
  if (items.length === 0) found.push(issues.emptySearch(places.key(path)))
  const isWord = (item: unknown): boolean => item !== null && typeof item !== 'object'
  const words = items.filter(isWord)
  const parts = items.map((item, index) =>
    isWord(item) ? undefined : readSearch(item, joinPath(path, index), context),
  )
  const match = words.length === 0 ? undefined : readKeywords(words, [], path, context)
  return gather('any', [keywords(match), ...parts])
}

function readMap(map: Readonly<Record<string, unknown>>, path: string, context: SearchContext): Search | undefined {
  const entries = Object.entries(map)
  if (entries.length === 0) context.found.push(issues.emptySearch(context.places.key(path)))
  return gather(
    'all',
    entries.map(([key, value]) => readEntry(key, value, joinPath(path, key), context)),
  )
}

function readEntry(key: string, value: unknown, path: string, context: SearchContext): Search | undefined {
  const [name = '', ...modifiers] = key.split('|')
  if (name === '') {
    if (modifiers.length > 0) return keywords(readKeywords([value].flat(), modifiers, path, context))
    context.found.push(issues.emptyName(context.places.key(path)))
    return undefined
  }
  const field = readName(name, path, context)
  if (field === undefined) return undefined
  if ('quantifier' in field) return parseElements(field, { modifiers, value }, path, context, readSearch)
  const match = readFieldMatch(field, modifiers, value, path, context)
  return match && { kind: 'field', match }
}

function readName(name: string, path: string, { places, found, hasSelectors }: SearchContext): FieldName | undefined {
  if (!hasSelectors) return { field: name, steps: [] }
  const field = parseFieldPath(name)
  if (typeof field !== 'string') return field
  found.push(issues.selector(places.key(path), field, name))
  return undefined
}

const keywords = (match: KeywordMatch | undefined): Search | undefined => match && { kind: 'keywords', match }

/** One item needs no list around it. */
function gather(kind: 'all' | 'any', parts: readonly (Search | undefined)[]): Search | undefined {
  const items = parts.filter(item => item !== undefined)
  return items.length === 1 ? items[0] : { kind, items }
}
