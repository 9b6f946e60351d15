import type { Issue, JsonObject, JsonValue } from '#primitives'
import * as issues from '../issues.ts'
import { readDetection } from './parse-detection.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { placesIn } from './places.ts'
import type { ParseOptions, SearchContext } from './search-context.ts'

/** The major version of the specification in which brackets behind a field's name select elements. */
const withSelectors = 3

/** How the searches of a document are read: its `sigma-version` decides, and a document without one is of Sigma 2. */
export function searchContext(
  document: YamlDocument,
  value: JsonObject,
  found: Issue[],
  { placeholders = {} }: ParseOptions,
): SearchContext {
  const places = placesIn(document, '')
  const written = value['sigma-version'] ?? null
  const major = written === null ? 2 : majorOf(written)
  if (major === undefined || major < 1 || major > withSelectors) {
    found.push(issues.sigmaVersion(places.value('sigma-version'), JSON.stringify(written)))
  }
  return { places, found, placeholders, hasSelectors: major === withSelectors, isOfElement: false, readDetection }
}

/** Of a release such as `2.1.0`, its first number counts: only major versions change what a rule means. */
function majorOf(written: JsonValue): number | undefined {
  const text = typeof written === 'object' ? '' : String(written)
  const major = /^(\d{1,3})(\.\d+)*$/.exec(text)?.[1]
  return major === undefined ? undefined : Number(major)
}
