import { mayStay, observeIn, trackOf } from '#baselines'
import type { ActivityEvent, Observation } from '#events'
import { remembering } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
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
import { keysIn, placesFrom, placesIn } from './places.ts'

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

/** What is to be learnt of an event. */
interface Lesson {
  readonly time: number
  readonly learnOnly: boolean
  /** Its kind, where it is known beforehand. */
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

  learn(steps: readonly StepTrial[], observation: Observation, { time, learnOnly, kind }: Lesson): void {
    const { event } = observation
    let name = kind
    for (const trial of steps) {
      if (!trial.test(observation)) continue
      const [reads] = trial.step.reads
      const places = trial.places ?? placesFrom(trial.keys ?? keysIn(reads, observation), reads, observation)
      if (places.length === 0) continue
      name ??= nameOfKind(this.#compiled, observation)
      const last = this.#lastRow(trial, name, observation, learnOnly)
      for (const { key, value } of places) {
        const track = this.#trackOf(trial, last, key)
        if (!mayStay(track, event.identity)) continue
        const row = { identity: event.identity, time, value, event: rowEvent(event), shared: last.shared }
        observeIn(nodeState(this.#state, trial.step.node), track, row, rowBounds)
      }
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

  #trackOf({ step: { node, member } }: StepTrial, last: LastRow, key: string): EventTrack {
    if (last.track === undefined || last.key !== key) {
      last.track = trackOf(nodeState(this.#state, node), key, member, rowBounds)
      last.key = key
    }
    return last.track
  }
}

/** All rules that an event satisfies keep the same of it. */
const rowEvent = remembering(({ id, origin }: ActivityEvent): RowEvent => ({ id, origin }))

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
