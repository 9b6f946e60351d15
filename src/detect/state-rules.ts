import type { FirstSeenRule, PeriodLimits, SpikeRule } from '#baselines'
import type { ActivityEvent } from '#events'
import type { FirstSeenSpec, SpikeSpec } from './detection.ts'
import { compareEvents } from './hits/event-order.ts'
import { type Evidence, type EvidenceLimits, limitEvidence, mergeEvidence } from './hits/evidence.ts'

/** Events that all periods of a spike keep together, as long as each may have one. */
const sampleBudget = 5_000

/** Evidence that a period of a spike keeps. */
export const evidenceOfPeriod = ({ periods, exact }: PeriodLimits): EvidenceLimits => ({
  samples: Math.max(1, Math.min(20, Math.floor(sampleBudget / Math.max(1, periods)))),
  identities: exact,
})

/** A bucket with more addresses than this is open to the world; 100,000 keys are some 100 MB with their events. */
export const firstSeenRule = ({ learning, minimumDays, forget }: FirstSeenSpec): FirstSeenRule<ActivityEvent> => ({
  learning,
  minimumDays,
  forget,
  compare: compareEvents,
  maxKeysPerScope: 2_000,
  maxKeys: 100_000,
})

export const spikeRule = (spec: SpikeSpec): SpikeRule<Evidence> => ({
  every: spec.every,
  history: spec.history,
  deviations: spec.deviations,
  minimumPoints: spec.minimumPoints,
  coldStart: spec.coldStart,
  maxExact: 4_096,
  leastExact: 64,
  maxDigests: 2_000_000,
  maxKeys: 10_000,
  maxPeriods: 50_000,
  mergeEvidence: (a, b) => mergeEvidence(a, b, evidenceOfPeriod({ periods: 1, exact: 4_096 })),
  separate(evidence, counted) {
    if (evidence.identities === counted) evidence.identities = { ...counted, digests: [...counted.digests] }
  },
  sizeOf: ({ identities }) => identities.digests.length,
  limitEvidence: (evidence, limits) => limitEvidence(evidence, evidenceOfPeriod(limits)),
})
