import type { Observation } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { DetectionState } from '../detect-state.ts'
import { groupKey } from '../field-texts.ts'
import { familyOf, foldRefinements } from '../refinements.ts'
import { addEvent, addHit, type Evidence } from './evidence.ts'
import { gather, limitsFor, windowOf } from './hit-groups.ts'
import { partOf } from './judge-late.ts'

interface Collecting {
  readonly compiled: CompiledDetection
  readonly state: DetectionState
}

interface Matched<T> {
  readonly one: T
  /** Of all events that it is tried on, a finding shows the same, and they differ in their window alone. */
  readonly isShownAlike?: boolean
}

/** Where an event that satisfied some detections goes in one of them. */
interface PlannedHit<T> {
  readonly one: T
  readonly key: readonly (string | null)[]
  readonly part?: string
  readonly alsoMatched: readonly string[]
  /** Where the last one went. */
  last?: { readonly window: number | undefined; readonly evidence: Evidence }
}

interface Plan<T> {
  readonly matched: readonly Matched<T>[]
  readonly hits: readonly PlannedHit<T>[]
}

/** Adds events to the hits of the match detections that they satisfied: to the same states, in place, as long as it lives. */
export class HitCollector<T extends Collecting> {
  /** By what is tried on events that are alike: the next one mostly goes where the last one went. */
  readonly #plans = new WeakMap<object, Plan<T>>()

  /** @param trials the same list for events that are alike. */
  collect(matched: readonly Matched<T>[], trials: object, observation: Observation): void {
    if (!matched.every(({ isShownAlike }) => isShownAlike)) {
      for (const hit of planHits(matched, observation)) addTo(hit, observation)
      return
    }
    for (const hit of this.#planOf(matched, trials, observation).hits) addAlike(hit, observation)
  }

  #planOf(matched: readonly Matched<T>[], trials: object, observation: Observation): Plan<T> {
    const known = this.#plans.get(trials)
    if (known !== undefined && isSame(known.matched, matched)) return known
    const plan = { matched, hits: planHits(matched, observation) }
    this.#plans.set(trials, plan)
    return plan
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

/** What late fields have a say in is kept apart until they are known, and so is what refines it or is refined by it. */
function planHits<T extends Collecting>(trials: readonly Matched<T>[], observation: Observation): PlannedHit<T>[] {
  const matched = trials.map(({ one }) => one)
  const late = new Set(matched.filter(({ compiled }) => compiled.late).map(({ compiled }) => familyOf(compiled)))
  const certain = late.size === 0 ? matched : matched.filter(({ compiled }) => !late.has(familyOf(compiled)))
  const keyOf = ({ compiled }: T) => groupKey(compiled.group, observation)
  const hits: PlannedHit<T>[] = foldRefinements(certain).map(({ one, alsoMatched }) => ({
    one,
    key: keyOf(one),
    alsoMatched,
  }))
  for (const family of late) {
    const members = matched.filter(({ compiled }) => familyOf(compiled) === family)
    const part = partOf(
      members.map(({ compiled: { detection, late: parts } }) => ({
        slug: detection.slug,
        signature: parts?.signatureOf(observation),
      })),
    )
    hits.push(...members.map(one => ({ one, key: keyOf(one), part, alsoMatched: [] })))
  }
  return hits
}

/** All that is shown of the event is there already when the last one went to the same window. */
function addAlike<T extends Collecting>(hit: PlannedHit<T>, observation: Observation): void {
  const { compiled, state } = hit.one
  if (state.kind !== 'match') return
  const { event } = observation
  const window = windowOf(event.time, compiled.detection.group.window)
  const { last } = hit
  if (last !== undefined && last.window === window) {
    addEvent(last.evidence, event, limitsFor(state.hits.groups.size), { keep: compiled.keep })
    return
  }
  const evidence = addTo(hit, observation)
  if (evidence !== undefined) hit.last = { window, evidence }
}

function addTo<T extends Collecting>(hit: PlannedHit<T>, observation: Observation): Evidence | undefined {
  const { one, key, part, alsoMatched } = hit
  const { compiled, state } = one
  if (state.kind !== 'match') return undefined
  const { outcome, time } = observation.event
  const window = windowOf(time, compiled.detection.group.window)
  const place = { outcome, key, window, ...(part !== undefined && { part }) }
  return gather(state.hits, place, (evidence, limits) =>
    addHit(evidence, compiled, observation, limits, { alsoMatched }),
  )
}
