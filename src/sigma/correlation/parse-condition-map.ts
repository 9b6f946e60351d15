import { closest, type JsonObject } from '#primitives'
import {
  type Comparison,
  type CorrelationCondition,
  type CorrelationType,
  comparisonOperators,
  isTemporal,
} from './correlation.ts'
import * as issues from './issues.ts'
import type { PartReader } from './part-reader.ts'

type CompareCondition = Extract<CorrelationCondition, { kind: 'compare' }>

const known: readonly string[] = [...comparisonOperators, 'field', 'percentile']

/** Reads `condition: { gte: 10, lt: 100, field: ... }`; several comparisons must all hold. */
export function parseConditionMap(map: JsonObject, type: CorrelationType, reader: PartReader): CompareCondition {
  const others = Object.keys(map).filter(key => !known.includes(key))
  for (const key of others) {
    const at = reader.at(`condition.${key}`)
    reader.issues.push(issues.unknownPart(at, 'correlation.condition', key, closest(key, known)))
  }
  const comparisons = readComparisons(map, reader)
  if (comparisonOperators.every(operator => map[operator] === undefined) && others.length === 0) {
    reader.issues.push(issues.noComparison(reader.at('condition'), comparisonOperators))
  }
  const percentile = readPercentile(map, type, reader)
  return {
    kind: 'compare',
    comparisons,
    field: readField(map, type, reader),
    ...(percentile !== undefined && { percentile }),
  }
}

function readComparisons(map: JsonObject, reader: PartReader): Comparison[] {
  const comparisons = comparisonOperators.flatMap(operator => {
    const than = map[operator]
    if (than === undefined) return []
    if (typeof than === 'number' && Number.isFinite(than)) return { operator, than }
    reader.issues.push(issues.notANumber(reader.at(`condition.${operator}`), operator, than))
    return []
  })
  if (isEmptyRange(comparisons)) reader.issues.push(issues.neverHolds(reader.at('condition')))
  return comparisons
}

function isEmptyRange(comparisons: readonly Comparison[]): boolean {
  const than = (...operators: readonly string[]): number[] =>
    comparisons.filter(({ operator }) => operators.includes(operator)).map(one => one.than)
  const least = Math.max(...than('gt', 'gte', 'eq'), Number.NEGATIVE_INFINITY)
  const most = Math.min(...than('lt', 'lte', 'eq'), Number.POSITIVE_INFINITY)
  return least > most || (least === most && than('gt', 'lt', 'neq').includes(least))
}

/** A list of fields is one value together. */
function readField(map: JsonObject, type: CorrelationType, reader: PartReader): string[] {
  const { field } = map
  const at = reader.at('condition.field')
  const asksField = !isTemporal(type) && type !== 'event_count'
  if (field === undefined || field === null) {
    if (asksField) reader.issues.push(issues.missingPart(at, 'condition.field', type))
    return []
  }
  if (!asksField) {
    reader.issues.push(issues.onlyFor(at, 'field', 'value_count and the other value types', type))
    return []
  }
  const fields: readonly unknown[] = Array.isArray(field) ? field : [field]
  const names = fields.filter(name => typeof name === 'string' && name !== '') as string[]
  if (names.length === 0 || names.length < fields.length) {
    reader.issues.push(issues.missingPart(at, 'condition.field', type))
  } else if (names.length > 1 && type !== 'value_count') {
    reader.issues.push(issues.onlyFor(at, 'a list of fields', 'value_count', type))
  }
  return names
}

/** The specification names no default, so a rule has to say which percentile it means. */
function readPercentile(map: JsonObject, type: CorrelationType, reader: PartReader): number | undefined {
  const { percentile } = map
  const at = reader.at('condition.percentile')
  if (type === 'value_median') return 50
  if (type !== 'value_percentile') {
    if (percentile !== undefined) reader.issues.push(issues.onlyFor(at, 'percentile', 'value_percentile', type))
    return undefined
  }
  if (typeof percentile === 'number' && percentile > 0 && percentile <= 100) return percentile
  reader.issues.push(issues.percentile(at))
  return undefined
}
