import { type CompiledDetection, countEvents, type JudgedGroup, readRisk } from '#detect'
import { absurd } from '#primitives'
import { countedBy } from './counted.ts'
import type { Finding } from './finding.ts'

type Adjustment = Finding['risk']['adjustments'][number]

const serviceActed: Adjustment = { add: -30, reason: 'an AWS service acted on its own' }

/** Added for each broader view of a new key that is new as well: a network in a new country is newer than one next door. */
const perNewView = 10

/**
 * The risk of a finding is that of its riskiest event: confidence x impact / 100, then the detection's adjustments,
 * then those that hold for any detection. Each is shown; the result is kept within 0 to 100.
 */
export function riskOfGroup(compiled: CompiledDetection, group: JudgedGroup): Finding['risk'] {
  const { confidence, impact } = compiled.detection.risk
  const candidates = group.evidence.risks.map(risk => scored(compiled, group, risk))
  const riskiest = candidates.reduce((a, b) => (b.score > a.score ? b : a), candidates[0] ?? scored(compiled, group, 0))
  return { ...riskiest, confidence, impact }
}

function scored(
  compiled: CompiledDetection,
  group: JudgedGroup,
  risk: number,
): Pick<Finding['risk'], 'score' | 'adjustments'> {
  const { confidence, impact, adjustments: own } = compiled.detection.risk
  const { byService, adjustments: holding } = readRisk(risk)
  const adjustments: Adjustment[] = own
    .filter((_, index) => holding.includes(index))
    .map(({ add, reason }) => ({ add, reason }))
  if (byService) adjustments.push(serviceActed)
  adjustments.push(...newViews(group), ...escalated(compiled, group))
  let score = adjustments.reduce((sum, { add }) => sum + add, Math.round((confidence * impact) / 100))
  const without = withoutEffect(group, clamp(score))
  if (without) {
    adjustments.push(without)
    score = clamp(score) + without.add
  }
  return { score: clamp(score), adjustments }
}

/** An attempt that did not succeed counts half. */
function withoutEffect({ outcome }: JudgedGroup, score: number): Adjustment | undefined {
  const add = 0 - Math.round(score / 2)
  switch (outcome) {
    case 'success':
      return undefined
    case 'denied':
      return { add, reason: 'the attempt was denied' }
    case 'failed':
      return { add, reason: 'the attempt failed' }
    default:
      return absurd(outcome)
  }
}

function newViews({ measures }: JudgedGroup): Adjustment[] {
  const views = measures.flatMap(measure =>
    measure.kind === 'first-seen'
      ? measure.wider
          .filter(({ known }) => !known)
          .map(({ field, value }) => ({ field, text: `${field} ${value} is new to ${measure.scope.value}` }))
      : [],
  )
  // One per field: several new networks in several new countries are no more than new twice over.
  return [...new Map(views.toReversed().map(view => [view.field, view])).values()]
    .toReversed()
    .map(({ text }) => ({ add: perNewView, reason: text }))
}

/** A spike counts its period; anything else the finding's distinct events. */
function escalated(compiled: CompiledDetection, { measures, evidence }: JudgedGroup): Adjustment[] {
  const counts = measures.flatMap(measure => countedBy(compiled, measure)?.count ?? [])
  const count = counts.length > 0 ? Math.max(...counts) : countEvents(evidence).count
  const reached = compiled.detection.risk.escalations.filter(({ atLeast }) => count >= atLeast)
  const most = reached.reduce<(typeof reached)[number] | undefined>(
    (largest, one) => (largest && largest.atLeast >= one.atLeast ? largest : one),
    undefined,
  )
  return most ? [{ add: most.add, reason: most.reason }] : []
}

const clamp = (score: number): number => Math.max(0, Math.min(100, Math.round(score)))
