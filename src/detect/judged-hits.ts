import type { CompiledDetection } from './compile/compiled-detection.ts'
import { completeParts, type Evidence, type EvidenceLimits } from './hits/evidence.ts'
import {
  type GroupPlace,
  gather,
  type HitGroups,
  maxGroups,
  nameOf,
  noHitGroups,
  pruneHitGroups,
} from './hits/hit-groups.ts'
import type { JudgedGroup, Measure } from './judgement.ts'
import type { Observe } from './observe.ts'

/** The groups that one detection comes to, with what its baseline said. */
export class JudgedHits {
  /** Why the detection could not judge everything yet. */
  learning: string | undefined
  readonly notes: string[] = []
  readonly #compiled: CompiledDetection
  readonly #observe: Observe
  readonly #hits: HitGroups
  readonly #measures = new Map<string, Measure[]>()

  /** @param observe an event with all that is known in the end. */
  constructor(compiled: CompiledDetection, observe: Observe, hits = noHitGroups()) {
    this.#compiled = compiled
    this.#observe = observe
    this.#hits = hits
  }

  /** Measures are to be added in order of time. */
  add(
    place: GroupPlace,
    evidence: (gathered: Evidence | undefined, limits: EvidenceLimits) => Evidence,
    measure: Measure,
  ): void {
    gather(this.#hits, place, evidence)
    const name = nameOf(place)
    const measures = this.#measures.get(name)
    if (measures) measures.push(measure)
    else this.#measures.set(name, [measure])
  }

  groups(): JudgedGroup[] {
    pruneHitGroups(this.#hits)
    if (this.#hits.overflow) this.notes.push(passed(this.#compiled.late !== undefined))
    return Array.from(this.#hits.groups, ([name, group]) => ({
      ...group,
      evidence: completeParts(group.evidence, this.#compiled, this.#observe),
      slug: this.#compiled.detection.slug,
      reasons: this.#reasons(group.evidence),
      measures: this.#measures.get(name) ?? [],
    }))
  }

  #reasons({ samples: [sample] }: Evidence): JudgedGroup['reasons'] {
    return sample ? this.#compiled.rule.explain(this.#observe(sample)).reasons : []
  }
}

/** What waits for late fields is bounded before anybody knows how much of it is a finding. */
const passed = (isLate: boolean): string =>
  isLate
    ? `there is more that may be a finding than the ${maxGroups} parts that are kept; only these were judged`
    : `there are more findings than the ${maxGroups} that are kept`
