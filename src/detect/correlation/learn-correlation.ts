import { mayStay, observeIn, trackOf } from '#baselines'
import type { Observation } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { Series } from '../series.ts'
import type { Step } from './compiled-correlation.ts'
import {
  type CorrelationDetectionState,
  type EventTrack,
  nodeState,
  type Place,
  type RowEvent,
  type RowShare,
  rowBounds,
} from './correlation-detection-state.ts'
import { isKept, type KindName, kindOf, nameOfKind, noteEvent } from './kinds.ts'
import { keysIn, placesFrom, placesIn, valuesIn } from './places.ts'

/** A rule of a correlation that events may satisfy, with what is known beforehand of those that are alike. */
export interface StepTrial {
  readonly step: Step
  readonly test: (observation: Observation) => boolean
  /** Its groups in the first correlation that reads its events, and its places in them, as far as all like it have the same. */
  readonly keys?: readonly string[] | undefined
  readonly places?: readonly Place[] | undefined
  /** Its places in the correlations above that one, where they have the same in all. */
  readonly above?: RowShare['above'] | undefined
}

/** What is to be learnt of events. */
interface Lesson {
  readonly learnOnly: boolean
  /** Their kind, where it is known beforehand. */
  readonly kind: KindName | undefined
}

/** Where the last event of some that are alike went, and what its rows share with others. */
interface LastRow {
  readonly name: KindName
  readonly shared: RowShare
  key?: string
  track?: EventTrack
}

/** Gives events to the rules of a correlation that they satisfy: adds to one state, in place. */
export class CorrelationLearner {
  readonly #compiled: CompiledDetection
  readonly #state: CorrelationDetectionState
  /** Mostly the next event that is alike goes where the last one went. */
  readonly #last = new WeakMap<StepTrial, LastRow>()

  constructor(compiled: CompiledDetection, state: CorrelationDetectionState) {
    this.#compiled = compiled
    this.#state = state
  }

  learn(steps: readonly StepTrial[], series: Series, lesson: Lesson): void {
    for (const trial of steps) {
      const satisfying = series.filter(trial.test)
      if (satisfying === undefined || this.#learnAlike(trial, satisfying, lesson)) continue
      for (const [index, observation] of satisfying.observations.entries()) {
        this.#learnOne(trial, observation, satisfying.rowEvents[index] as RowEvent, lesson)
      }
    }
  }

  /** False where the rows of the events have not all in common that could be. */
  #learnAlike(trial: StepTrial, series: Series, { learnOnly, kind }: Lesson): boolean {
    const { step, keys, places, above } = trial
    if (kind === undefined || above === undefined) return false
    const [key, ...others] = keys ?? []
    if (key === undefined || others.length > 0) return keys?.length === 0
    if (places?.length === 0) return true
    const fixed = places?.map(({ value }) => value)
    const values = fixed ? series.observations.map(() => fixed) : valuesIn(step.reads[0], series)
    if (values === undefined || values.some(({ length }) => length === 0)) return false
    const { shared, track } = this.#rowsFor(trial, key, this.#lastRow(trial, kind, series.earliest, learnOnly))
    const state = nodeState(this.#state, step.node)
    const { observations, rowEvents } = series
    for (let index = 0; index < observations.length; index++) {
      const { identity, time = 0 } = (observations[index] as Observation).event
      if (!mayStay(track, identity)) continue
      for (const value of values[index] as readonly number[]) {
        observeIn(state, track, { identity, time, value, event: rowEvents[index] as RowEvent, shared }, rowBounds)
      }
    }
    return true
  }

  #learnOne(trial: StepTrial, observation: Observation, kept: RowEvent, { learnOnly, kind }: Lesson): void {
    const { event } = observation
    const [reads] = trial.step.reads
    const places = trial.places ?? placesFrom(trial.keys ?? keysIn(reads, observation), reads, observation)
    if (places.length === 0) return
    const last = this.#lastRow(trial, kind ?? nameOfKind(this.#compiled, observation), observation, learnOnly)
    for (const { key, value } of places) {
      const { shared, track } = this.#rowsFor(trial, key, last)
      if (!mayStay(track, event.identity)) continue
      const row = { identity: event.identity, time: event.time ?? 0, value, event: kept, shared }
      observeIn(nodeState(this.#state, trial.step.node), track, row, rowBounds)
    }
  }

  /** What rows share is one object, as long as the kind that they are of is kept. */
  #lastRow(trial: StepTrial, name: KindName, observation: Observation, learnOnly: boolean): LastRow {
    const { kinds } = this.#state
    const { keep } = this.#compiled
    const above = trial.above ?? placesAbove(trial.step, observation)
    const last = this.#last.get(trial)
    if (last?.name === name && last.shared.above === above && last.shared.learnOnly === learnOnly) {
      if (isKept(last.shared.kind)) {
        noteEvent(last.shared.kind, observation.event, keep)
        return last
      }
    }
    const kind = kindOf(kinds, name, observation.event, keep)
    const shared = last && isSame(last.shared, { kind, learnOnly, above }) ? last.shared : { kind, learnOnly, above }
    const row = { name, shared }
    this.#last.set(trial, row)
    return row
  }

  #rowsFor({ step: { node, member } }: StepTrial, key: string, last: LastRow): { shared: RowShare; track: EventTrack } {
    const track = last.key === key ? last.track : undefined
    if (track !== undefined) return { shared: last.shared, track }
    last.track = trackOf(nodeState(this.#state, node), key, member, rowBounds)
    last.key = key
    return { shared: last.shared, track: last.track }
  }
}

const isSame = (one: RowShare, other: RowShare): boolean =>
  one.kind === other.kind && one.above === other.above && one.learnOnly === other.learnOnly

function placesAbove({ reads: [, ...above] }: Step, observation: Observation): RowShare['above'] {
  const [nearest, ...further] = above.map(reads => placesIn(reads, observation))
  if (nearest === undefined) return nowhere
  return further.length === 0 ? onlyAbove(nearest) : [nearest, ...further]
}

const nowhere: RowShare['above'] = []

/** Events of a group that have the same places above share the list of them, too. */
function onlyAbove(places: readonly Place[]): RowShare['above'] {
  const known = alone.get(places)
  if (known !== undefined) return known
  const above = [places]
  alone.set(places, above)
  return above
}

const alone = new WeakMap<readonly Place[], RowShare['above']>()
