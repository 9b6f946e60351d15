import { observeRow } from '#baselines'
import type { Observation } from '#events'
import { digest53 } from '#primitives'
import { combinations, encodeKey, fieldTexts } from '../field-texts.ts'
import type { Keep } from '../kept-event.ts'
import type { CorrelationReads, Step } from './compiled-correlation.ts'
import {
  type CorrelationDetectionState,
  type EventRow,
  nodeState,
  type Place,
  rowBounds,
} from './correlation-detection-state.ts'
import { type KindName, kindOf } from './kinds.ts'

/** A rule of a correlation that an event satisfies. */
export interface SatisfiedStep {
  readonly step: Step
  /** Where it belongs in each correlation that reads its events, as far as all events of the class belong there. */
  readonly places: readonly (readonly Place[] | undefined)[]
  /** The same of the correlations above the first, where all of it is known of the class. */
  readonly above?: EventRow['above'] | undefined
}

/**
 * Gives an event to the rules of a correlation that it satisfies, in place.
 *
 * @param nameKind what tells the kind of the event, asked for once.
 */
export function learnCorrelation(
  steps: readonly SatisfiedStep[],
  nameKind: () => KindName,
  state: CorrelationDetectionState,
  observation: Observation,
  { time, learnOnly, keep }: { readonly time: number; readonly learnOnly: boolean; readonly keep: Keep },
): void {
  let name: KindName | undefined
  for (const { step, places, above: shared } of steps) {
    const own = places[0] ?? placesIn(step.reads[0], observation)
    if (own.length === 0) continue
    const above = shared ?? placesAbove(step, observation)
    const { identity, id, origin } = observation.event
    name ??= nameKind()
    const kind = kindOf(state.kinds, name, observation.event, keep)
    for (const { key, value } of own) {
      const row = { identity, time, value, id, origin, kind, learnOnly, above }
      observeRow(nodeState(state, step.node), key, step.member, row, rowBounds)
    }
  }
}

const placesAbove = ({ reads: [, ...above] }: Step, observation: Observation): EventRow['above'] =>
  above.length === 0 ? nowhere : above.map(reads => placesIn(reads, observation))

const nowhere: EventRow['above'] = []

/** The groups that an event belongs to: none when it lacks a value that its group is told by, or that is looked at. */
export function placesIn({ groupBy, value, isNumber }: CorrelationReads, observation: Observation): Place[] {
  const keys = combinations(groupBy, observation).map(encodeKey)
  if (value.length === 0) return keys.map(key => ({ key, value: 0 }))
  const values = isNumber ? numbersIn(value, observation) : combinations(value, observation).map(digestOf)
  return keys.flatMap(key => values.map(one => ({ key, value: one })))
}

function numbersIn([field]: CorrelationReads['value'], observation: Observation): number[] {
  const numbers = fieldTexts(field?.read(observation)).map(Number)
  return numbers.filter(Number.isFinite)
}

const digestOf = (values: readonly string[]): number => digest53(encodeKey(values))
