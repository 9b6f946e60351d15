import { keepSmallest, mergeMaps } from '#baselines'
import type { Outcome } from '#events'
import type { Duration } from '#primitives'
import { encodeKey } from '../field-texts.ts'
import { type Evidence, type EvidenceLimits, limitEvidence, mergeEvidence } from './evidence.ts'

/** Events of one detection that become one finding: same outcome, same values of the group's fields, same window. */
export interface HitGroup {
  readonly outcome: Outcome
  /** Values of the detection's `group.by`, in order. */
  readonly key: readonly (string | null)[]
  /** Start of the window in epoch milliseconds; absent for events without a readable time. */
  readonly window: number | undefined
  /** Set while it is not known whether the events count: what they have in common that will decide it. See `judgeLate`. */
  readonly part?: string
  evidence: Evidence
}

/**
 * The groups of one detection. Plain data, mergeable.
 *
 * Memory: at most {@link maxGroups} groups, those with the smallest digests (see `keepSmallest`). A detection that
 * makes many groups keeps fewer events in each, down to one, so that all of its groups together hold about
 * {@link sampleBudget} events and {@link identityBudget} identities; until it is pruned, twice as much.
 */
export interface HitGroups {
  groups: Map<string, HitGroup>
  overflow: boolean
}

export const maxGroups = 10_000
const sampleBudget = 10_000
const identityBudget = 2_000_000

export const noHitGroups = (): HitGroups => ({ groups: new Map(), overflow: false })

/** Windows begin at multiples of their length since 1970, so that they do not depend on the events. */
export const windowOf = (time: number | undefined, length: Duration): number | undefined =>
  time === undefined ? undefined : Math.floor(time / length) * length

export type GroupPlace = Pick<HitGroup, 'outcome' | 'key' | 'window' | 'part'>

/** Adds to the evidence of a group, in place; the group is created where it does not exist. Gives what was added to. */
export function gather(
  state: HitGroups,
  place: GroupPlace,
  add: (evidence: Evidence | undefined, limits: EvidenceLimits) => Evidence,
): Evidence {
  const name = nameOf(place)
  const group = state.groups.get(name)
  if (group) {
    group.evidence = add(group.evidence, limitsFor(state.groups.size))
    return group.evidence
  }
  const limits = limitsFor(state.groups.size + 1)
  // Limits only shrink, so that what is cut now and then is the same in the end as what is cut each time.
  if (isPowerOfTwo(state.groups.size)) limitAll(state, limits)
  const evidence = add(undefined, limits)
  state.groups.set(name, { ...place, evidence })
  if (state.groups.size > 2 * maxGroups) pruneHitGroups(state)
  return evidence
}

export const nameOf = ({ outcome, key, window, part }: GroupPlace): string =>
  encodeKey([outcome, window === undefined ? null : String(window), ...key, ...(part === undefined ? [] : [part])])

/** Takes both over: use neither afterwards. */
export function mergeHitGroups(a: HitGroups, b: HitGroups): HitGroups {
  const widest = limitsFor(1)
  const merged: HitGroups = {
    groups: mergeMaps(a.groups, b.groups, (one, other) => ({
      ...one,
      evidence: mergeEvidence(one.evidence, other.evidence, widest),
    })),
    overflow: a.overflow || b.overflow,
  }
  pruneHitGroups(merged)
  return merged
}

/** Brings the state within its bounds, in place. */
export function pruneHitGroups(state: HitGroups): void {
  if (keepSmallest(state.groups, maxGroups)) state.overflow = true
  limitAll(state, limitsFor(state.groups.size))
}

/** Limits only shrink as groups are added, so what is cut early would be cut at the end. */
export function limitsFor(groups: number): EvidenceLimits {
  const share = (budget: number, least: number, most: number): number =>
    Math.max(least, Math.min(most, Math.floor(budget / Math.max(1, Math.min(groups, maxGroups)))))
  return { samples: share(sampleBudget, 1, 50), identities: share(identityBudget, 1_000, 10_000) }
}

const isPowerOfTwo = (number: number): boolean => (number & (number - 1)) === 0

function limitAll(state: HitGroups, limits: EvidenceLimits): void {
  for (const group of state.groups.values()) limitEvidence(group.evidence, limits)
}
