import type { Observation } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { DetectionState } from '../detect-state.ts'
import { groupKey } from '../field-texts.ts'
import { familyOf, foldRefinements } from '../refinements.ts'
import { Series } from '../series.ts'
import { addEvent, addHit, type Evidence } from './evidence.ts'
import { gather, limitsFor, windowOf } from './hit-groups.ts'
import { partOf } from './judge-late.ts'

interface Collecting {
  readonly compiled: CompiledDetection
  readonly state: DetectionState
}

interface Matching<T> {
  readonly one: T
  readonly couldMatch: (observation: Observation) => boolean
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
  readonly matched: readonly Matching<T>[]
  readonly hits: readonly PlannedHit<T>[]
}

/** Adds events to the hits of the match detections that they satisfied: to the same states, in place, as long as it lives. */
export class HitCollector<T extends Collecting> {
  /** By what is tried on events that are alike: the next one mostly goes where the last one went. */
  readonly #plans = new WeakMap<object, Plan<T>>()

  /**
   * @param trials detections that the events may satisfy.
   * @param tried the same list for events that are alike.
   */
  collect(trials: readonly Matching<T>[], tried: object, series: Series): void {
    if (series.observations.length === 1) {
      const own = trials.filter(({ couldMatch }) => couldMatch(series.first))
      if (own.length > 0) this.#collectOne(own, tried, series)
      return
    }
    const satisfied = trials.map(({ couldMatch }) => series.filter(couldMatch))
    const matched = trials.filter((_, index) => satisfied[index] !== undefined)
    if (matched.length === 0) return
    const isOfAll = satisfied.every(part => part === undefined || part === series)
    if (isOfAll && matched.every(({ isShownAlike }) => isShownAlike)) {
      for (const hit of this.#planOf(matched, tried, series.first).hits) addAlike(hit, series)
      return
    }
    const passing = satisfied.map(part => new Set(part?.observations))
    for (const observation of series.observations) {
      const own = isOfAll ? matched : trials.filter((_, index) => passing[index]?.has(observation))
      if (own.length > 0) this.#collectOne(own, tried, new Series([observation]))
    }
  }

  #collectOne(matched: readonly Matching<T>[], tried: object, one: Series): void {
    if (!matched.every(({ isShownAlike }) => isShownAlike)) {
      for (const hit of planHits(matched, one.first)) addTo(hit, one.first)
      return
    }
    for (const hit of this.#planOf(matched, tried, one.first).hits) addAlike(hit, one)
  }

  #planOf(matched: readonly Matching<T>[], tried: object, observation: Observation): Plan<T> {
    const known = this.#plans.get(tried)
    if (known !== undefined && isSame(known.matched, matched)) return known
    const plan = { matched, hits: planHits(matched, observation) }
    this.#plans.set(tried, plan)
    return plan
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

/** What late fields have a say in is kept apart until they are known, and so is what refines it or is refined by it. */
function planHits<T extends Collecting>(trials: readonly Matching<T>[], observation: Observation): PlannedHit<T>[] {
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

/** All that is shown of an event is there already when the last one went to the same window. */
function addAlike<T extends Collecting>(hit: PlannedHit<T>, series: Series): void {
  const { compiled, state } = hit.one
  if (state.kind !== 'match') return
  for (const observation of series.observations) {
    const { event } = observation
    const window = windowOf(event.time, compiled.detection.group.window)
    const { last } = hit
    if (last !== undefined && last.window === window) {
      addEvent(last.evidence, event, limitsFor(state.hits.groups.size), { keep: compiled.keep })
      continue
    }
    const evidence = addTo(hit, observation)
    if (evidence !== undefined) hit.last = { window, evidence }
  }
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
