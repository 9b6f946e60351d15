import { observeRow } from '#baselines'
import type { Observation } from '#events'
import { digest53, remembering } from '#primitives'
import { combinations, encodeKey, fieldTexts, maxCombinations } from '../field-texts.ts'
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
  /** Its groups in the first correlation that reads its events, and its places in them, as far as all like it have the same. */
  readonly keys?: readonly string[] | undefined
  readonly places?: readonly Place[] | undefined
  /** Its places in the correlations above that one, where they have the same in all. */
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
  for (const { step, keys, places, above: shared } of steps) {
    const [reads] = step.reads
    const own = places ?? placesFrom(keys ?? keysIn(reads, observation), reads, observation)
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
export const placesIn = (reads: CorrelationReads, observation: Observation): readonly Place[] =>
  placesFrom(keysIn(reads, observation), reads, observation)

export const keysIn = ({ groupBy }: CorrelationReads, observation: Observation): readonly string[] =>
  combinations(groupBy, observation).map(encodeKey)

function placesFrom(
  keys: readonly string[],
  { value, isNumber }: CorrelationReads,
  observation: Observation,
): readonly Place[] {
  const [only] = keys
  if (only === undefined) return nothing
  if (value.length === 0) return keys.map(key => ({ key, value: 0 }))
  const values = isNumber ? numbersIn(value, observation) : namesIn(value, observation)
  if (keys.length === 1) return values.map(one => ({ key: only, value: one }))
  return keys.flatMap(key => values.map(one => ({ key, value: one })))
}

const nothing: readonly Place[] = []

function numbersIn([field]: CorrelationReads['value'], observation: Observation): number[] {
  const numbers = fieldTexts(field?.read(observation)).map(Number)
  return numbers.filter(Number.isFinite)
}

/** Digests of the names, or of the combinations of several. */
function namesIn(value: CorrelationReads['value'], observation: Observation): number[] {
  const [only] = value
  if (only === undefined || value.length > 1) return combinations(value, observation).map(digestOf)
  return fieldTexts(only.read(observation)).slice(0, maxCombinations).map(digestOfName)
}

const digestOf = (values: readonly string[]): number => digest53(encodeKey(values))

const digestOfName = remembering((text: string) => digestOf([text]))
