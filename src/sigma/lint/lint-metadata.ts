import { closest, type Issue } from '#primitives'
import { placeOf } from '../parse/places.ts'
import { ruleKeys } from '../parse/sigma-keys.ts'
import type { SigmaMetadata } from '../rule.ts'
import * as issues from './lint-issues.ts'

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** A namespace and a name at least: https://github.com/SigmaHQ/sigma-specification, sigma-appendix-tags.md. */
const tag = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/

/** What is odd about what a rule says of itself. */
export function lintMetadata(rule: SigmaMetadata): Issue[] {
  const start = placeOf(rule, '')
  const found: Issue[] = []
  // The specification wants the metadata of a correlation at the correlation; a rule of it has a name.
  if (rule.id === undefined && rule.name !== undefined) return brokenTags(rule)
  if (rule.id === undefined) found.push(issues.missingId(start))
  else if (!uuid.test(rule.id)) found.push(issues.oddId(placeOf(rule, 'id'), rule.id))
  if (rule.level === undefined) found.push(issues.missingLevel(start))
  if (rule.status === undefined) found.push(issues.missingStatus(start))
  if (rule.status === 'deprecated' || rule.status === 'unsupported') {
    found.push(issues.deprecatedRule(placeOf(rule, 'status'), rule.status))
  }
  return [...found, ...brokenTags(rule)]
}

/** Keys that are the host's, and nearly Sigma's. */
export const misspeltKeys = (rule: SigmaMetadata): Issue[] =>
  Object.keys(rule.custom).flatMap(key => {
    const near = closest(key, ruleKeys)
    return near === undefined ? [] : [issues.misspeltKey(placeOf(rule, key), key, near)]
  })

const brokenTags = (rule: SigmaMetadata): Issue[] =>
  rule.tags.flatMap((text, index) => (tag.test(text) ? [] : [issues.brokenTag(placeOf(rule, `tags.${index}`), text)]))
