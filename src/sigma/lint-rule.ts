import { absurd, closest, type Issue } from '#primitives'
import * as issues from './issues.ts'
import { placeOf } from './parse/places.ts'
import { ruleKeys } from './parse/sigma-keys.ts'
import type { Condition, SigmaRule } from './rule.ts'

/** What is allowed but probably not meant: searches that no condition uses, keys that are nearly Sigma's. */
export const lintRule = (rule: SigmaRule): Issue[] => [...misspeltKeys(rule), ...unusedSearches(rule)]

function misspeltKeys(rule: SigmaRule): Issue[] {
  return Object.keys(rule.custom).flatMap(key => {
    const near = closest(key, ruleKeys)
    return near === undefined ? [] : [issues.misspeltKey(placeOf(rule, key), key, near)]
  })
}

function unusedSearches(rule: SigmaRule): Issue[] {
  const used = new Set(rule.detection.conditions.flatMap(searchesOf))
  return Object.keys(rule.detection.searches)
    .filter(name => !used.has(name))
    .map(name => issues.unusedSearch(placeOf(rule, `detection.${name}`), name))
}

function searchesOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'search':
      return [condition.name]
    case 'quantified':
      return condition.names
    case 'not':
      return searchesOf(condition.item)
    case 'and':
    case 'or':
      return condition.items.flatMap(searchesOf)
    default:
      return absurd(condition)
  }
}
