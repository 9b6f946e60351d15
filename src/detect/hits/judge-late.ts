import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { decodeKey, encodeKey, groupKey } from '../field-texts.ts'
import type { Observe } from '../observe.ts'
import { foldRefinements } from '../refinements.ts'
import { completeEvidence, mergeEvidence } from './evidence.ts'
import { gather, type HitGroup, type HitGroups, noHitGroups, pruneHitGroups } from './hit-groups.ts'

/** A detection that an event satisfied, or could satisfy, with all that its late parts depend on. */
export interface Candidate {
  readonly slug: string
  /** Undefined for a detection without late parts, which was satisfied for certain. */
  readonly signature: string | undefined
}

/** What events must have in common to be judged alike: the detections of one family that they could satisfy. */
export const partOf = (candidates: readonly Candidate[]): string =>
  encodeKey(candidates.flatMap(({ slug, signature }) => [slug, signature ?? null]))

/** Every other text is a signature. */
const slugsOf = (part: string): string[] =>
  decodeKey(part).flatMap((text, index) => (index % 2 === 0 ? (text ?? []) : []))

/**
 * Decides the hits that were kept apart: all events of a part are alike in whatever late fields have a say in, so that one of them
 * stands for all. Parts that do not hold are dropped, the others join their group. Takes the state over.
 */
export function judgeLate(
  compiled: CompiledDetection,
  hits: HitGroups,
  bySlug: ReadonlyMap<string, CompiledDetection>,
  observe: Observe,
): HitGroups {
  if (![...hits.groups.values()].some(({ part }) => part !== undefined)) return hits
  // Joined, groups have other names, by which others would stay of those that were not dropped yet.
  pruneHitGroups(hits)
  const judged: HitGroups = { ...noHitGroups(), overflow: hits.overflow }
  for (const group of hits.groups.values()) {
    const decided = decide(compiled, group, bySlug, observe)
    if (decided === undefined) continue
    const { evidence, ...place } = decided
    gather(judged, place, (gathered, limits) => mergeEvidence(gathered ?? evidence, evidence, limits))
  }
  return judged
}

/** The group without its part; undefined when its events do not count, or count under a broader detection. */
function decide(
  compiled: CompiledDetection,
  { part, ...group }: HitGroup,
  bySlug: ReadonlyMap<string, CompiledDetection>,
  observe: Observe,
): HitGroup | undefined {
  const [sample] = group.evidence.samples
  if (part === undefined || sample === undefined) return group
  const observation = observe(sample)
  const matched = slugsOf(part).flatMap(slug => {
    const one = bySlug.get(slug)
    return one?.rule.matches(observation) ? { compiled: one } : []
  })
  const own = foldRefinements(matched).find(({ one }) => one.compiled.detection.slug === compiled.detection.slug)
  if (own === undefined) return undefined
  const evidence = completeEvidence(group.evidence, compiled, observation)
  return {
    ...group,
    key: groupKey(compiled.group, observation),
    evidence: { ...evidence, alsoMatched: own.alsoMatched.toSorted() },
  }
}
