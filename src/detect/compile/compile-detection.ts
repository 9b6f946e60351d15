import type { Observation } from '#events'
import { type Issue, isNonEmpty, ok, type Result } from '#primitives'
import { anyRule, compileSearch, placeOf } from '#sigma'
import { type Documents, isCorrelation } from '../correlation/documents.ts'
import type { Detection } from '../detection.ts'
import { maxAdjustments } from '../hits/hit-risk.ts'
import { compileAdmission } from './admission.ts'
import { compileBaseRule, lateSearches } from './compile-base-rule.ts'
import { compileCorrelation, logsOf } from './compile-correlation.ts'
import { compileJudging } from './compile-judging.ts'
import { compileLate } from './compile-late.ts'
import type { CompiledAdjustment, CompiledDetection, FieldReader, MessagePart } from './compiled-detection.ts'
import { catalogue, FieldBinder } from './field-binder.ts'
import * as issues from './issues.ts'
import { parseMessage } from './message-template.ts'

/**
 * Binds one detection; `broader` is known only among all of them.
 *
 * @param documents what a correlation may refer to.
 */
export function compileDetection(
  detection: Detection,
  documents: Documents,
): Result<Omit<CompiledDetection, 'broader' | 'silencedBy' | 'keep'>> {
  const { rule } = detection
  const binder = new FieldBinder(rule, isCorrelation(rule) ? rule.groupBy.filter(name => rule.aliases[name]) : [])
  const found = binder.issues
  const bound = compileBound(detection, documents, found)
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
  const judging = bound?.judging ?? compileJudging(detection.kind, binder)
  if (bound === undefined || isNonEmpty(found)) return { ok: false, issues: found as [Issue, ...Issue[]] }
  const shown = distinctReaders([...slots, ...entities, binder.bind('s3.bucket', 'bucketwatch')])
  const again = [...bound.rule.fields, ...fields, ...fieldNames([...shown, ...group, ...readersOfJudgement(judging)])]
  return ok({
    detection,
    rule: bound.rule,
    logs: bound.logs,
    admits: bound.admits,
    outcomes: new Set(detection.outcomes),
    group,
    message,
    attempt,
    entities,
    adjustments,
    shown,
    judging,
    late: compileLate(bound.rule, adjustments, [...shown, ...group]),
    readsTexts: readsTexts || bound.rule.readsTexts,
    fields: [
      ...new Set([
        ...again,
        ...fieldNames(judgingReaders(judging)),
        ...(detection.noise === 'exclude' ? ['event.noise'] : []),
      ]),
    ],
    readLater: [...new Set(again)],
  })
}

type Bound = Pick<CompiledDetection, 'rule' | 'logs' | 'admits'> & { readonly judging?: CompiledDetection['judging'] }

/** Binds the rule, or all rules of a correlation. */
function compileBound(detection: Detection, documents: Documents, found: Issue[]): Bound | undefined {
  const { rule, kind } = detection
  if (isCorrelation(rule)) {
    const correlation = compileCorrelation(rule, detection, documents, found)
    const judging = { kind: 'correlation', correlation } as const
    const admits = compileAdmission(...correlation.steps.map(step => step.document))
    return { rule: anyRule(correlation.steps.map(step => step.rule)), logs: logsOf(correlation), admits, judging }
  }
  const base = compileBaseRule(rule, found)
  if (base && kind.kind !== 'match') found.push(...lateSearches(base.rule))
  return base && { ...base, admits: compileAdmission(rule) }
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
    const { isLate, matches, fields: read } = search.value
    return { ...adjustment, isLate, fields: read, holds: (observation: Observation) => matches(observation) }
  })
  return { adjustments, fields, readsTexts }
}

function judgingReaders(judging: CompiledDetection['judging']): readonly FieldReader[] {
  if (judging.kind === 'first-seen') return [judging.scope, ...judging.key, ...judging.wider]
  if (judging.kind === 'spike') return judging.distinct ? [...judging.by, judging.distinct] : judging.by
  if (judging.kind === 'correlation') {
    return judging.correlation.steps.flatMap(({ reads }) =>
      reads.flatMap(({ groupBy, value }) => [...groupBy, ...value]),
    )
  }
  return []
}

/** What a spike counts, and the groups of a correlation, are kept as they were read; what is new is named again. */
const readersOfJudgement = (judging: CompiledDetection['judging']): readonly FieldReader[] =>
  judging.kind === 'first-seen' ? judgingReaders(judging) : []

const fieldNames = (readers: readonly FieldReader[]): string[] => readers.map(({ field }) => field)

const distinctReaders = (readers: readonly FieldReader[]): FieldReader[] => [
  ...new Map(readers.map(({ field, read }) => [field, { field, read }])).values(),
]
