import { type Issue, type JsonObject } from '#primitives'
import type { SigmaRule } from '../rule.ts'
import { keyReader } from './key-reader.ts'
import { parseDetection } from './parse-detection.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { ruleKeys } from './sigma-keys.ts'

/** Reads one document as a rule; undefined when an issue makes it unusable. */
export function parseRule(document: YamlDocument, value: JsonObject, found: Issue[]): SigmaRule | undefined {
  const before = found.length
  const reader = keyReader(document, value, ruleKeys, found)
  reader.require('title', 'logsource', 'detection')
  const rule: Omit<SigmaRule, 'detection'> = {
    ...reader.metadata(document),
    fields: reader.texts('fields'),
    logsource: reader.logsource(),
  }
  if (value['detection'] === undefined) return undefined
  const detection = parseDetection(value['detection'], document, found)
  return detection === undefined || found.length > before ? undefined : { ...rule, detection }
}
