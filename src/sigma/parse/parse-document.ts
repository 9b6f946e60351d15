import { type Issue, isObject } from '#primitives'
import { parseCorrelation } from '../correlation/parse-correlation.ts'
import type { SigmaDocument } from '../document.ts'
import * as issues from '../issues.ts'
import { parseFilter } from './parse-filter.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { placesIn } from './places.ts'
import { readRule } from './read-rule.ts'
import type { ParseOptions } from './search-context.ts'

/** Reads one document as what it is; undefined when an issue makes it unusable. */
export function parseDocument(
  document: YamlDocument,
  found: Issue[],
  options: ParseOptions,
): SigmaDocument | undefined {
  const { value } = document
  if (!isObject(value)) {
    found.push(issues.notARule(document.start))
    return undefined
  }
  const placeOfKey = placesIn(document, '').key
  if (value['action'] !== undefined) {
    found.push(issues.oldCollection(placeOfKey('action')))
    return undefined
  }
  const { taxonomy } = value
  if (taxonomy !== undefined && taxonomy !== null && taxonomy !== 'sigma') {
    found.push(issues.unsupportedTaxonomy(placesIn(document, '').value('taxonomy'), JSON.stringify(taxonomy)))
  }
  const [kind, other] = (['correlation', 'filter', 'detection'] as const).filter(key => value[key] !== undefined)
  if (kind !== undefined && other !== undefined) {
    found.push(issues.twoKinds(placeOfKey(other), kind, other))
    return undefined
  }
  if (kind === 'correlation') {
    const correlation = parseCorrelation(document, value, found)
    return correlation && { kind, correlation }
  }
  if (kind === 'filter') {
    const filter = parseFilter(document, value, found, options)
    return filter && { kind, filter }
  }
  const rule = readRule(document, value, found, options)
  return rule && { kind: 'rule', rule }
}
