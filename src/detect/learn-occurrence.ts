import { observeOccurrence, type PeriodLimits } from '#baselines'
import type { Observation } from '#events'
import { digest53, remembering } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { DetectionState } from './detect-state.ts'
import { encodeKey, fieldTexts, groupKey } from './field-texts.ts'
import { addHit, type Evidence } from './hits/evidence.ts'
import { evidenceOfPeriod } from './state-rules.ts'

type Spike = Extract<Judging, { kind: 'spike' }>

/** What the events that are counted together have in common. */
export const countKeyOf = ({ by }: Spike, observation: Observation): string =>
  encodeKey([observation.event.outcome, ...groupKey(by, observation)])

const digestOfText = remembering((text: string) => digest53(text))

interface Counting {
  readonly key: string
  readonly time: number
  readonly learnOnly: boolean
  /** See `addHit`. */
  readonly alike: object | undefined
}

/** Adds an event to the counts of a spike, in place. */
export function learnOccurrence(
  compiled: CompiledDetection,
  { distinct, rule }: Spike,
  { counts }: Extract<DetectionState, { kind: 'spike' }>,
  observation: Observation,
  { key, time, learnOnly, alike }: Counting,
): void {
  const digests = distinct ? fieldTexts(distinct.read(observation)).map(digestOfText) : [observation.event.identity]
  const gather = (evidence: Evidence | undefined, limits: PeriodLimits) =>
    addHit(evidence, compiled, observation, evidenceOfPeriod(limits), { alike })
  observeOccurrence(counts, { key, time, digests, ...(!learnOnly && { gather }) }, rule)
}
