import {
  emptyFirstSeen,
  emptySpike,
  type FirstSeenState,
  mergeFirstSeen,
  mergeSpike,
  type SpikeBriefs,
  type SpikeState,
} from '#baselines'
import type { ActivityEvent } from '#events'
import { absurd } from '#primitives'
import {
  type CorrelationDetectionState,
  emptyCorrelationDetection,
  mergeCorrelationDetections,
} from './correlation/correlation-detection-state.ts'
import type { Detection, FirstSeenSpec, SpikeSpec } from './detection.ts'
import type { Evidence } from './hits/evidence.ts'
import { type HitGroups, mergeHitGroups, noHitGroups } from './hits/hit-groups.ts'
import { firstSeenRule, spikeRule } from './state-rules.ts'

/** What an engine has seen: plain data that travels between threads, a function of the set of events. */
export interface DetectState {
  /** By the detection's slug. */
  detections: Map<string, DetectionState>
  /** The last time seen, of any event, in epoch milliseconds. */
  last: number | undefined
}

/** A state knows how it has to be merged, so that merging needs no detections. */
export type DetectionState =
  | { readonly kind: 'match'; readonly hits: HitGroups }
  | {
      readonly kind: 'first-seen'
      readonly spec: FirstSeenSpec
      readonly presences: FirstSeenState<ActivityEvent>
      /** Events without a readable time, which have no place in it. */
      untimed: boolean
    }
  | { readonly kind: 'spike'; readonly spec: SpikeSpec; readonly counts: SpikeState<Evidence>; untimed: boolean }
  | CorrelationDetectionState

/** Counts of which only what matters is read in full. */
export interface BriefCounts {
  readonly kind: 'spike-briefs'
  readonly briefs: SpikeBriefs<Evidence>
}

/** What can be judged. */
export type JudgedState = DetectionState | BriefCounts

export function emptyDetectionState({ kind }: Detection): DetectionState {
  switch (kind.kind) {
    case 'match':
      return { kind: 'match', hits: noHitGroups() }
    case 'first-seen':
      return { kind: 'first-seen', spec: kind, presences: emptyFirstSeen(), untimed: false }
    case 'spike':
      return { kind: 'spike', spec: kind, counts: emptySpike(), untimed: false }
    case 'correlation':
      return emptyCorrelationDetection()
    default:
      return absurd(kind)
  }
}

/**
 * Takes both over, and lets go of each detection's states as soon as they are merged: use neither afterwards. Both must come
 * from the same detections.
 */
export function mergeDetectStates(a: DetectState, b: DetectState): DetectState {
  const last = Math.max(a.last ?? Number.NEGATIVE_INFINITY, b.last ?? Number.NEGATIVE_INFINITY)
  const { detections } = a
  for (const [slug, other] of b.detections) {
    const own = detections.get(slug)
    detections.set(slug, own === undefined ? other : mergeDetectionStates(own, other))
    b.detections.delete(slug)
  }
  return { detections, last: Number.isFinite(last) ? last : undefined }
}

/** Takes both over: use neither afterwards. Both must be of one detection. */
export function mergeDetectionStates(a: DetectionState, b: DetectionState): DetectionState {
  if (a.kind === 'match' && b.kind === 'match') return { kind: 'match', hits: mergeHitGroups(a.hits, b.hits) }
  if (a.kind === 'first-seen' && b.kind === 'first-seen') {
    const presences = mergeFirstSeen(a.presences, b.presences, firstSeenRule(a.spec))
    return { ...a, presences, untimed: a.untimed || b.untimed }
  }
  if (a.kind === 'spike' && b.kind === 'spike') {
    return { ...a, counts: mergeSpike(a.counts, b.counts, spikeRule(a.spec)), untimed: a.untimed || b.untimed }
  }
  if (a.kind === 'correlation' && b.kind === 'correlation') return mergeCorrelationDetections(a, b)
  throw new Error(`states of different detections: ${a.kind} and ${b.kind}`)
}
