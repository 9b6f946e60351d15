import { type Issue, isObject, type JsonValue, type Place } from '#primitives'
import * as issues from '../issues.ts'
import type { Condition, Search, SigmaDetection } from '../rule.ts'
import { parseCondition, reservedWords } from './parse-condition.ts'
import { readSearch } from './parse-search.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { placesIn } from './places.ts'

/** Reads the `detection` of a rule: every key but `condition` names a search. */
export function parseDetection(
  value: JsonValue | undefined,
  document: YamlDocument,
  found: Issue[],
): SigmaDetection | undefined {
  const places = placesIn(document, 'detection')
  if (!isObject(value)) {
    found.push(issues.wrongType(places.value(''), 'detection', 'a map of searches and a `condition`'))
    return undefined
  }
  const names: string[] = []
  const searches: [string, Search][] = []
  for (const [name, content] of Object.entries(value)) {
    if (name === 'condition') continue
    if (name === 'timeframe') {
      found.push(issues.timeframe(places.key(name)))
      continue
    }
    names.push(name)
    if (!/^[^\s()|*]+$/.test(name) || reservedWords.includes(name.toLowerCase())) {
      found.push(issues.searchName(places.key(name), name))
    }
    const search = readSearch(content, '', placesIn(document, `detection.${name}`), found)
    if (search !== undefined) searches.push([name, search])
  }
  const conditions = parseConditions(value['condition'], names, document, found)
  return { searches: Object.fromEntries(searches), conditions }
}

function parseConditions(
  value: JsonValue | undefined,
  names: readonly string[],
  document: YamlDocument,
  found: Issue[],
): Condition[] {
  const places = placesIn(document, 'detection')
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    const near = names.find(name => /^conditions?$/i.test(name))
    found.push(issues.missingKey(places.key(''), 'detection.condition', near && `detection.${near}`))
    return []
  }
  const conditions: Condition[] = []
  const texts: readonly JsonValue[] = Array.isArray(value) ? value : [value]
  for (const [index, text] of texts.entries()) {
    const path = Array.isArray(value) ? `condition.${index}` : 'condition'
    if (typeof text !== 'string') {
      found.push(issues.wrongType(places.value(path), 'condition', 'text, or a list of texts'))
      continue
    }
    const condition = parseCondition(
      text,
      names,
      characterPlaces(document, `detection.${path}`, places.value(path)),
      found,
    )
    if (condition !== undefined) conditions.push(condition)
  }
  return conditions
}

/** Where each character of a text stands; the text's start where YAML's spelling differs from the value. */
function characterPlaces(document: YamlDocument, path: string, start: Place): (index: number) => Place {
  const { column } = start
  if (column === undefined || document.scalars.get(path)?.verbatim !== true) return () => start
  return index => ({ ...start, column: column + index })
}
