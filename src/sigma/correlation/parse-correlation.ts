import type { Issue, JsonObject } from '#primitives'
import * as issues from '../issues.ts'
import type { YamlDocument } from '../parse/parse-yaml.ts'
import { placesIn } from '../parse/places.ts'
import type { SigmaCorrelation } from './correlation.ts'

/** Reads one document as a correlation; undefined when an issue makes it unusable. */
export function parseCorrelation(
  document: YamlDocument,
  _value: JsonObject,
  found: Issue[],
): SigmaCorrelation | undefined {
  found.push(issues.unsupportedDocument(placesIn(document, '').key('correlation'), 'correlation'))
  return undefined
}
