import { keysOf, shapeIssues } from '#config'
import type { Detection, DetectionKind, RiskAdjustment } from '#detect'
import type { Outcome } from '#events'
import {
  absurd,
  type Duration,
  didYouMean,
  failure,
  type Issue,
  isNonEmpty,
  ok,
  parseDuration,
  type Result,
} from '#primitives'
import { parseSearch, placeOf, type SigmaCorrelation, type SigmaMetadata, type SigmaRule } from '#sigma'
import { readAttackTags } from './attack.ts'
import { type Block, blockSchema } from './block-schema.ts'

export const everyOutcome: readonly Outcome[] = ['success', 'denied', 'failed']

/**
 * A detection from a Sigma rule, or a correlation, that carries a `bucketwatch:` block.
 *
 * @param documents the other rules and correlations of a correlation's file.
 */
export function detectionFromBlock(
  rule: SigmaRule | SigmaCorrelation,
  slug: string,
  documents: readonly (SigmaRule | SigmaCorrelation)[] = [],
): Result<Detection> {
  const value = rule.custom.bucketwatch
  const placeAt = (path: string) => placeOf(rule, path)
  const checked = blockSchema.safeParse(value)
  if (!checked.success) {
    const issues = shapeIssues(checked.error, {
      root: 'bucketwatch',
      value,
      knownKeys: keysOf(blockSchema),
      placeOf: placeAt,
    })
    if (isNonEmpty(issues)) return failure(...issues)
    throw checked.error
  }
  const adjustments = readAdjustments(rule, checked.data)
  const issues: readonly Issue[] = [
    ...tagIssues(rule),
    ...(rule.id === undefined ? [missingId(rule)] : []),
    ...adjustments.issues,
    ...kindIssues(rule, checked.data),
  ]
  return isNonEmpty(issues) ? failure(...issues) : ok(build(rule, slug, checked.data, adjustments.read, documents))
}

function build(
  rule: SigmaRule | SigmaCorrelation,
  slug: string,
  block: Block,
  adjustments: readonly RiskAdjustment[],
  documents: readonly (SigmaRule | SigmaCorrelation)[],
): Detection {
  const { tactics, techniques } = readAttackTags(rule.tags)
  const escalations = (block.risk.escalations ?? []).map(({ at_least, add, reason }) => ({
    atLeast: at_least,
    add,
    reason,
  }))
  return {
    slug,
    id: rule.id ?? slug,
    title: rule.title,
    description: rule.description ?? rule.title,
    type: block.type,
    rule,
    kind: kindOf(block, documents),
    outcomes: outcomesOf(block.outcome),
    group: block.group
      ? { by: block.group.by, window: milliseconds(block.group.window) }
      : { by: [], window: 'timespan' in rule ? rule.timespan : 0 },
    message: block.message,
    ...(block.attempt === undefined ? {} : { attempt: block.attempt }),
    risk: { confidence: block.risk.confidence, impact: block.risk.impact, adjustments, escalations },
    entities: block.entities ?? [],
    needs: block.needs ?? [],
    ...(block.refines === undefined ? {} : { refines: block.refines }),
    ...(block.story === undefined ? {} : { story: block.story }),
    noise: block.noise,
    attack: { tactics, techniques },
  }
}

function kindOf(block: Block, documents: readonly (SigmaRule | SigmaCorrelation)[]): DetectionKind {
  switch (block.kind) {
    case 'match':
      return { kind: 'match' }
    case 'first-seen': {
      const { key, wider, learning, minimum_days, forget } = block['first-seen']
      return {
        kind: 'first-seen',
        key,
        wider: wider ?? [],
        learning: milliseconds(learning),
        minimumDays: minimum_days,
        forget: milliseconds(forget),
      }
    }
    case 'spike': {
      const { by, distinct, every, history, deviations, minimum_points, cold_start } = block.spike
      return {
        kind: 'spike',
        by,
        ...(distinct === undefined ? {} : { distinct }),
        every: milliseconds(every),
        history: milliseconds(history),
        deviations,
        minimumPoints: minimum_points,
        coldStart: cold_start,
      }
    }
    case 'correlation':
      return { kind: 'correlation', documents }
    default:
      return absurd(block)
  }
}

/** The block says what the document is. */
function kindIssues(rule: SigmaRule | SigmaCorrelation, { kind }: Block): Issue[] {
  const isCorrelation = 'correlation' === kind
  if (isCorrelation === 'groupBy' in rule) return []
  const message = isCorrelation
    ? 'a detection of kind correlation has a document with `correlation:`, which carries the block'
    : `a correlation is of kind correlation, not ${kind}`
  return [{ code: 'bad-value', message, at: placeOf(rule, 'bucketwatch.kind'), received: kind }]
}

function outcomesOf(written: Block['outcome']): readonly Outcome[] {
  const words = written === undefined ? ['any' as const] : [written].flat()
  return words.includes('any') ? everyOutcome : everyOutcome.filter(outcome => words.includes(outcome))
}

function readAdjustments(rule: SigmaMetadata, block: Block): { read: RiskAdjustment[]; issues: Issue[] } {
  const read: RiskAdjustment[] = []
  const issues: Issue[] = []
  for (const [index, { when, add, reason }] of (block.risk.adjustments ?? []).entries()) {
    const root = `bucketwatch.risk.adjustments.${index}.when`
    const search = parseSearch(when, path => placeOf(rule, path === '' ? root : `${root}.${path}`))
    if (search.ok) read.push({ when: search.value, add, reason })
    else issues.push(...search.issues)
  }
  return { read, issues }
}

function tagIssues(rule: SigmaMetadata): Issue[] {
  return readAttackTags(rule.tags).unknown.map(({ index, tag, suggestion }) => ({
    code: 'unknown-attack-tag',
    message: `the tag ${tag} is neither a tactic nor a technique of ATT&CK${didYouMean(suggestion && `attack.${suggestion}`, '')}`,
    at: placeOf(rule, `tags.${index}`),
    expected: 'attack.<tactic> or attack.t1234',
    received: tag,
  }))
}

const missingId = (rule: SigmaMetadata): Issue => ({
  code: 'missing-key',
  message: 'id is missing; a detection needs a UUID that never changes',
  at: placeOf(rule, 'id'),
})

/** The schema has checked the text. */
function milliseconds(text: string): Duration {
  const duration = parseDuration(text)
  if (duration === undefined) throw new Error(`unchecked duration ${text}`)
  return duration
}
