import { type Issue, isObject, type JsonObject, type JsonValue } from '#primitives'
import * as issues from '../issues.ts'
import type { SigmaFilter } from '../rule.ts'
import { keyReader } from './key-reader.ts'
import { readDetection } from './parse-detection.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { placesIn } from './places.ts'
import type { ParseOptions } from './search-context.ts'
import { filterKeys } from './sigma-keys.ts'
import { searchContext } from './sigma-version.ts'

/** Reads one document as a filter; undefined when an issue makes it unusable. */
export function parseFilter(
  document: YamlDocument,
  value: JsonObject,
  found: Issue[],
  options: ParseOptions,
): SigmaFilter | undefined {
  const before = found.length
  const reader = keyReader(document, value, filterKeys, found)
  reader.require('title', 'logsource')
  const filter = { ...reader.metadata(document), logsource: reader.logsource() }
  const context = searchContext(document, value, found, options)
  const detection = readDetection(value['filter'], 'filter', context, ['rules'])
  const rules = isObject(value['filter']) ? readRules(value['filter']['rules'], document, found) : undefined
  if (detection === undefined || rules === undefined || found.length > before) return undefined
  return { ...filter, rules, detection }
}

/** Ids or names; `any`, or `all` as an older word for it, and an empty list are every rule of the log source. */
function readRules(
  value: JsonValue | undefined,
  document: YamlDocument,
  found: Issue[],
): readonly string[] | 'any' | undefined {
  if (typeof value === 'string') return /^(any|all)$/i.test(value) ? 'any' : [value]
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.length === 0 ? 'any' : value
  found.push(issues.filterRules(placesIn(document, '').key('filter.rules')))
  return undefined
}
