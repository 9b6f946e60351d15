import { observeOccurrence, type PeriodLimits } from '#baselines'
import type { Observation } from '#events'
import { digest53 } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addHit, type Evidence } from './hits/evidence.ts'
import { evidenceOfPeriod } from './state-rules.ts'

type Spike = Extract<Judging, { kind: 'spike' }>

/** What the events that are counted together have in common. */
export const countKeyOf = ({ by }: Spike, observation: Observation): string =>
  encodeKey([observation.event.outcome, ...groupKey(by, observation)])

/** Adds an event to the counts of a spike, in place. */
export function learnOccurrence(
  compiled: CompiledDetection,
  { distinct, rule }: Spike,
  { counts }: Extract<DetectionState, { kind: 'spike' }>,
  observation: Observation,
  { key, time, learnOnly }: { readonly key: string; readonly time: number; readonly learnOnly: boolean },
): void {
  const digests = distinct
    ? fieldTexts(distinct.read(observation)).map(text => digest53(text))
    : [observation.event.identity]
  const gather = (evidence: Evidence | undefined, limits: PeriodLimits) =>
    addHit(evidence, compiled, observation, evidenceOfPeriod(limits))
  observeOccurrence(counts, { key, time, digests, ...(!learnOnly && { gather }) }, rule)
}
