import { closest, isObject } from '#primitives'
import { wrongType } from '../issues.ts'
import type { SigmaCorrelation } from './correlation.ts'
import * as issues from './issues.ts'
import type { PartReader } from './part-reader.ts'

/** Reads `aliases: { bucket: { opened: s3.bucket, read: bucket } }`. */
export function readAliases(
  reader: PartReader,
  rules: readonly string[],
  used: readonly string[],
): SigmaCorrelation['aliases'] {
  const aliases: Record<string, Record<string, string>> = {}
  for (const [alias, fields] of Object.entries(reader.map('aliases') ?? {})) {
    const at = reader.at(`aliases.${alias}`)
    if (!used.includes(alias)) reader.issues.push(issues.unusedAlias(at, alias))
    if (!isObject(fields)) {
      reader.issues.push(wrongType(at, `correlation.aliases.${alias}`, 'a map from rules to fields'))
      continue
    }
    const own: Record<string, string> = {}
    for (const [rule, field] of Object.entries(fields)) {
      const place = reader.at(`aliases.${alias}.${rule}`)
      if (!rules.includes(rule)) {
        reader.issues.push(issues.aliasOfUnknownRule(place, alias, rule, closest(rule, rules)))
      }
      if (typeof field === 'string') own[rule] = field
      else reader.issues.push(wrongType(place, `correlation.aliases.${alias}.${rule}`, 'the name of a field'))
    }
    aliases[alias] = own
  }
  return aliases
}
