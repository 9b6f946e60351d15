import { isLateField, type LogKind, type Observation } from '#events'
import { type Issue, isNonEmpty, ok, type Result } from '#primitives'
import { type CompiledRule, compileRule, compileSearch, placeOf, type SigmaRule } from '#sigma'
import type { Detection } from '../detection.ts'
import { maxAdjustments } from '../hits/hit-risk.ts'
import { compileAdmission } from './admission.ts'
import { compileJudging } from './compile-judging.ts'
import { compileLate } from './compile-late.ts'
import type { CompiledAdjustment, CompiledDetection, FieldReader, MessagePart } from './compiled-detection.ts'
import { catalogue, FieldBinder } from './field-binder.ts'
import * as issues from './issues.ts'
import { parseMessage } from './message-template.ts'

/** Binds one detection; `broader` is known only among all of them. */
export function compileDetection(detection: Detection): Result<Omit<CompiledDetection, 'broader'>> {
  const { rule } = detection
  const binder = new FieldBinder(rule)
  const found = binder.issues
  const compiled = compileRule(rule, catalogue)
  if (!compiled.ok) found.push(...compiled.issues)
  const logs = compileLogsource(rule, found)
  const group = binder.bindAll(detection.group.by, 'bucketwatch.group.by')
  const [message = [], attempt] = compileMessages(detection, found)
  const slots = [
    ...fieldsOf(message).map(field => binder.bind(field, 'bucketwatch.message')),
    ...fieldsOf(attempt ?? []).map(field => binder.bind(field, 'bucketwatch.attempt')),
  ]
  const entities = detection.entities.map((entity, index) => ({
    ...entity,
    read: binder.bind(entity.field, `bucketwatch.entities.${index}.field`).read,
  }))
  const { adjustments, fields, readsTexts } = compileAdjustments(detection, found)
  const judging = compileJudging(detection.kind, binder)
  if (compiled.ok && judging.kind !== 'match') found.push(...lateSearches(compiled.value))
  if (!compiled.ok || isNonEmpty(found)) return { ok: false, issues: found as [Issue, ...Issue[]] }
  const shown = distinctReaders([...slots, ...entities, binder.bind('s3.bucket', 'bucketwatch')])
  const read = distinctReaders([...shown, ...group, ...judgingReaders(judging)])
  return ok({
    detection,
    rule: compiled.value,
    logs,
    admits: compileAdmission(rule),
    outcomes: new Set(detection.outcomes),
    group,
    message,
    attempt,
    entities,
    adjustments,
    shown,
    judging,
    late: compileLate(compiled.value, adjustments, [...shown, ...group]),
    readsTexts: readsTexts || compiled.value.readsTexts,
    fields: [
      ...new Set([
        ...compiled.value.fields,
        ...fields,
        ...read.map(({ field }) => field),
        ...(detection.noise === 'exclude' ? ['event.noise'] : []),
      ]),
    ],
  })
}

/** What is compared with a history must be told of each event when it is seen. */
const lateSearches = ({ rule, searches }: CompiledRule<Observation>): Issue[] =>
  Array.from(searches).flatMap(([name, { isLate, fields }]) => {
    const late = isLate ? fields.find(isLateField) : undefined
    return late === undefined ? [] : [issues.lateField(placeOf(rule, `detection.${name}`), late)]
  })

/** Sigma names CloudTrail; `s3_access_log` is ours. A rule without a service is about both logs. */
function compileLogsource(rule: SigmaRule, found: Issue[]): readonly LogKind[] {
  const service = rule.logsource.service?.toLowerCase()
  if (service === undefined) return ['cloudtrail', 's3-access-log']
  if (service === 'cloudtrail') return ['cloudtrail']
  if (service === 's3_access_log') return ['s3-access-log']
  found.push(issues.unsupportedLogsource(placeOf(rule, 'logsource.service'), service))
  return []
}

function compileMessages(detection: Detection, found: Issue[]): (readonly MessagePart[] | undefined)[] {
  return (['message', 'attempt'] as const).map(key => {
    const text = detection[key]
    if (text === undefined) return undefined
    const template = parseMessage(text)
    if (template.ok) return template.parts
    found.push(issues.unbalancedMessage(placeOf(detection.rule, `bucketwatch.${key}`), template.text))
    return []
  })
}

const fieldsOf = (parts: readonly MessagePart[]): string[] =>
  parts.flatMap(part => (part.kind === 'field' ? [part.field] : []))

function compileAdjustments(
  { risk, rule }: Detection,
  found: Issue[],
): { adjustments: readonly CompiledAdjustment[]; fields: readonly string[]; readsTexts: boolean } {
  const count = risk.adjustments.length
  if (count > maxAdjustments) {
    found.push(issues.tooManyAdjustments(placeOf(rule, 'bucketwatch.risk.adjustments'), count))
  }
  const fields: string[] = []
  let readsTexts = false
  const adjustments = risk.adjustments.flatMap(adjustment => {
    const search = compileSearch<Observation>(adjustment.when, catalogue)
    if (!search.ok) {
      found.push(...search.issues)
      return []
    }
    fields.push(...search.value.fields)
    readsTexts ||= search.value.readsTexts
    const { isLate, matches } = search.value
    return { ...adjustment, isLate, holds: (observation: Observation) => matches(observation) }
  })
  return { adjustments, fields, readsTexts }
}

function judgingReaders(judging: CompiledDetection['judging']): readonly FieldReader[] {
  if (judging.kind === 'first-seen') return [judging.scope, ...judging.key, ...judging.wider]
  if (judging.kind === 'spike') return judging.distinct ? [...judging.by, judging.distinct] : judging.by
  return []
}

const distinctReaders = (readers: readonly FieldReader[]): FieldReader[] => [
  ...new Map(readers.map(({ field, read }) => [field, { field, read }])).values(),
]
