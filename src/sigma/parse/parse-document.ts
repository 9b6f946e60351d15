import { type Issue, isObject } from '#primitives'
import { parseCorrelation } from '../correlation/parse-correlation.ts'
import type { SigmaDocument } from '../document.ts'
import * as issues from '../issues.ts'
import { parseRule } from './parse-rule.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { placesIn } from './places.ts'

/** Reads one document as what it is; undefined when an issue makes it unusable. */
export function parseDocument(document: YamlDocument, found: Issue[]): SigmaDocument | undefined {
  const { value } = document
  if (!isObject(value)) {
    found.push(issues.notARule(document.start))
    return undefined
  }
  const refused = (['action', 'filter'] as const).find(key => value[key] !== undefined)
  if (refused !== undefined) {
    found.push(issues.unsupportedDocument(placesIn(document, '').key(refused), refused))
    return undefined
  }
  if (value['correlation'] !== undefined) {
    const correlation = parseCorrelation(document, value, found)
    return correlation && { kind: 'correlation', correlation }
  }
  const rule = parseRule(document, value, found)
  return rule && { kind: 'rule', rule }
}
