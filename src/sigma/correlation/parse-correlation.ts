import { closest, type Issue, isObject, type JsonObject } from '#primitives'
import { unknownWord, wrongType } from '../issues.ts'
import { keyReader } from '../parse/key-reader.ts'
import type { YamlDocument } from '../parse/parse-yaml.ts'
import { placesIn } from '../parse/places.ts'
import { correlationKeys } from '../parse/sigma-keys.ts'
import {
  type CorrelationCondition,
  type CorrelationType,
  correlationTypes,
  isTemporal,
  type SigmaCorrelation,
} from './correlation.ts'
import * as issues from './issues.ts'
import { parseConditionMap } from './parse-condition-map.ts'
import { parseExpression, rulesNamedIn } from './parse-expression.ts'
import { PartReader } from './part-reader.ts'
import { readAliases } from './read-aliases.ts'
import { parseTimespan } from './timespan.ts'

const known = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate']

/** So many rules fit the bits of a number. */
const maxRules = 30

/** Sets of rules in every order are looked at, and there are twice as many for each rule more. */
const maxRulesInParts = 8

/** Reads one document as a correlation; undefined when an issue makes it unusable. */
export function parseCorrelation(
  document: YamlDocument,
  value: JsonObject,
  found: Issue[],
): SigmaCorrelation | undefined {
  const before = found.length
  const keys = keyReader(document, value, correlationKeys, found)
  keys.require('title', 'correlation')
  const metadata = keys.metadata(document)
  const body = value['correlation']
  if (!isObject(body)) {
    const at = placesIn(document, '').key('correlation')
    found.push(wrongType(at, 'correlation', 'a map with `type`, `rules`, `timespan` and more'))
    return undefined
  }
  const reader = new PartReader(body, placesIn(document, ''), found)
  const parts = readParts(reader)
  // The specification has `generate` beside `correlation`, the tools below it.
  const generate = reader.flag('generate') ?? value['generate']
  if (generate !== undefined && typeof generate !== 'boolean') {
    found.push(wrongType(placesIn(document, '').key('generate'), 'generate', 'true or false'))
    return undefined
  }
  return parts === undefined || found.length > before ? undefined : { ...metadata, ...parts, generate }
}

type Parts = Pick<SigmaCorrelation, 'type' | 'rules' | 'groupBy' | 'timespan' | 'aliases' | 'condition'>

function readParts(reader: PartReader): Parts | undefined {
  reader.refuseOthers(known)
  const type = readType(reader)
  const rules = readRules(reader)
  const groupBy = reader.get('group-by') === undefined ? [] : (reader.texts('group-by') ?? [])
  const timespan = readTimespan(reader)
  if (type === undefined) return undefined
  const condition = readCondition(reader, type, rules)
  if (condition === undefined || timespan === undefined) return undefined
  const fields = condition.kind === 'compare' ? condition.field : []
  return { type, rules, groupBy, timespan, aliases: readAliases(reader, rules, [...groupBy, ...fields]), condition }
}

function readType(reader: PartReader): CorrelationType | undefined {
  const text = reader.text('type')
  const type = correlationTypes.find(word => word === text)
  if (type === undefined && reader.get('type') === undefined) {
    reader.issues.push(issues.missingPart(reader.at('type'), 'type', ''))
  } else if (type === undefined && text !== undefined) {
    const near = closest(text, correlationTypes)
    reader.issues.push(unknownWord(reader.placeOfText('type'), 'correlation.type', text, correlationTypes, near))
  }
  return type
}

/** An extended condition alone tells the rules as well. */
function readRules(reader: PartReader): readonly string[] {
  const condition = reader.get('condition')
  const rules = reader.texts('rules') ?? (typeof condition === 'string' ? rulesNamedIn(condition) : undefined)
  if (rules === undefined) reader.issues.push(issues.missingPart(reader.at('rules'), 'rules', ''))
  if ((rules?.length ?? 0) > maxRules) reader.issues.push(issues.tooManyRules(reader.at('rules'), maxRules, ''))
  return rules ?? []
}

function readTimespan(reader: PartReader): number | undefined {
  if (reader.get('timespan') === undefined) {
    reader.issues.push(issues.missingPart(reader.at('timespan'), 'timespan', ''))
    return undefined
  }
  const given = reader.get('timespan')
  const text = typeof given === 'object' ? JSON.stringify(given) : String(given)
  const timespan = parseTimespan(text)
  if (timespan === undefined) reader.issues.push(issues.timespan(reader.placeOfText('timespan'), text))
  return timespan
}

function readCondition(
  reader: PartReader,
  type: CorrelationType,
  rules: readonly string[],
): CorrelationCondition | undefined {
  const given = reader.get('condition')
  if (given === undefined && isTemporal(type)) {
    return { kind: 'compare', comparisons: [{ operator: 'gte', than: rules.length }], field: [] }
  }
  if (type === 'temporal_ordered' && rules.length > maxRulesInParts) {
    const why = ' when it is ordered and has a condition of its own'
    reader.issues.push(issues.tooManyRules(reader.at('rules'), maxRulesInParts, why))
  }
  if (typeof given === 'string') {
    if (!isTemporal(type)) {
      reader.issues.push(issues.onlyFor(reader.at('condition'), 'a condition of names', 'temporal types', type))
      return undefined
    }
    const expression = parseExpression(given, rules, reader)
    return expression && { kind: 'expression', expression }
  }
  if (given === undefined) {
    reader.issues.push(issues.missingPart(reader.at('condition'), 'condition', type))
    return undefined
  }
  const map = reader.map('condition')
  return map && parseConditionMap(map, type, reader)
}
