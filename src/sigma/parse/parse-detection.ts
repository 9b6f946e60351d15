import { isObject, type JsonValue, type Place } from '#primitives'
import * as issues from '../issues.ts'
import type { Condition, Search, SigmaDetection } from '../rule.ts'
import * as searchIssues from '../search-issues.ts'
import { parseCondition, reservedWords } from './parse-condition.ts'
import { readSearch } from './parse-search.ts'
import { joinPath } from './places.ts'
import type { SearchContext } from './search-context.ts'

/** Keys of a detection that name no search. */
export type OtherKeys = readonly string[]

/** Reads a map of searches with a `condition` below `path`; `others` are keys that mean something else. */
export function readDetection(
  value: unknown,
  path: string,
  context: SearchContext,
  others: OtherKeys = [],
): SigmaDetection | undefined {
  const { places, found } = context
  if (!isObject(value)) {
    found.push(issues.wrongType(places.value(path), path || 'detection', 'a map of searches and a `condition`'))
    return undefined
  }
  const names: string[] = []
  const searches: [string, Search][] = []
  for (const [name, content] of Object.entries(value)) {
    if (name === 'condition' || others.includes(name)) continue
    const at = places.key(joinPath(path, name))
    if (name === 'timeframe') {
      found.push(issues.timeframe(at))
      continue
    }
    names.push(name)
    if (!/^[^\s()|*]+$/.test(name) || reservedWords.includes(name.toLowerCase()))
      found.push(searchIssues.searchName(at, name))
    const search = readSearch(content, joinPath(path, name), context)
    if (search !== undefined) searches.push([name, search])
  }
  const conditions = readConditions(value['condition'], names, path, context)
  return { searches: Object.fromEntries(searches), conditions }
}

function readConditions(
  value: JsonValue | undefined,
  names: readonly string[],
  parent: string,
  { places, found }: SearchContext,
): Condition[] {
  const key = joinPath(parent, 'condition')
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    const near = names.find(name => /^conditions?$/i.test(name))
    found.push(issues.missingKey(places.key(parent), key, near && joinPath(parent, near)))
    return []
  }
  const conditions: Condition[] = []
  const texts: readonly JsonValue[] = Array.isArray(value) ? value : [value]
  for (const [index, text] of texts.entries()) {
    const path = Array.isArray(value) ? joinPath(key, index) : key
    if (typeof text !== 'string') {
      found.push(issues.wrongType(places.value(path), 'condition', 'text, or a list of texts'))
      continue
    }
    const placeAt = (at: number): Place => places.character?.(path, at) ?? places.value(path)
    const condition = parseCondition(text, names, placeAt, found)
    if (condition !== undefined) conditions.push(condition)
  }
  return conditions
}
