import type { FirstSeenRule, SpikeRule } from '#baselines'
import type { ActivityEvent } from '#events'
import type { FirstSeenSpec, SpikeSpec } from './detection.ts'
import { compareEvents } from './hits/event-order.ts'
import { type Evidence, type EvidenceLimits, mergeEvidence } from './hits/evidence.ts'

/** Evidence that a period of a spike keeps. */
export const periodLimits: EvidenceLimits = { samples: 20, identities: 4_096 }

/** A bucket with more networks than this is open to the world; 100,000 keys are some 100 MB with their events. */
export const firstSeenRule = ({ learning, minimumDays, forget }: FirstSeenSpec): FirstSeenRule<ActivityEvent> => ({
  learning,
  minimumDays,
  forget,
  compare: compareEvents,
  maxKeysPerScope: 10_000,
  maxKeys: 100_000,
})

export const spikeRule = (spec: SpikeSpec): SpikeRule<Evidence> => ({
  every: spec.every,
  history: spec.history,
  deviations: spec.deviations,
  minimumPoints: spec.minimumPoints,
  coldStart: spec.coldStart,
  maxExact: 4_096,
  maxKeys: 10_000,
  mergeEvidence: (a, b) => mergeEvidence(a, b, periodLimits),
})
