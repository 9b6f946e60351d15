import type { Issue, JsonObject } from '#primitives'
import type { SigmaRule } from '../rule.ts'
import { keyReader } from './key-reader.ts'
import { readDetection } from './parse-detection.ts'
import type { YamlDocument } from './parse-yaml.ts'
import type { ParseOptions } from './search-context.ts'
import { ruleKeys } from './sigma-keys.ts'
import { searchContext } from './sigma-version.ts'

/** Reads one document as a rule; undefined when an issue makes it unusable. */
export function readRule(
  document: YamlDocument,
  value: JsonObject,
  found: Issue[],
  options: ParseOptions,
): SigmaRule | undefined {
  const before = found.length
  const reader = keyReader(document, value, ruleKeys, found)
  reader.require('title', 'logsource', 'detection')
  const rule: Omit<SigmaRule, 'detection'> = {
    ...reader.metadata(document),
    fields: reader.texts('fields'),
    logsource: reader.logsource(),
  }
  const context = searchContext(document, value, found, options)
  if (value['detection'] === undefined) return undefined
  const detection = readDetection(value['detection'], 'detection', context)
  return detection === undefined || found.length > before ? undefined : { ...rule, detection }
}
