import { observeRow } from '#baselines'
import type { Observation } from '#events'
import { digest53 } from '#primitives'
import { combinations, encodeKey, fieldTexts } from '../field-texts.ts'
import type { CorrelationReads, Step } from './compiled-correlation.ts'
import { type CorrelationDetectionState, nodeState, type Place, rowBounds } from './correlation-detection-state.ts'
import { type KindName, kindOf } from './kinds.ts'

/** A rule of a correlation that an event satisfies. */
export interface SatisfiedStep {
  readonly step: Step
  /** The groups of each correlation that reads its events, where all events of the class are in the same. */
  readonly groups: readonly (readonly string[] | undefined)[]
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
  time: number,
  learnOnly: boolean,
): void {
  let name: KindName | undefined
  for (const { step, groups } of steps) {
    const [own, ...above] = step.reads.map((reads, index) => placesIn(reads, observation, groups[index]))
    if (own === undefined || own.length === 0) continue
    const { identity, id, origin } = observation.event
    name ??= nameKind()
    const kind = kindOf(state.kinds, name, observation.event)
    for (const { key, value } of own) {
      const row = { identity, time, value, id, origin, kind, learnOnly, above }
      observeRow(nodeState(state, step.node), key, step.member, row, rowBounds)
    }
  }
}

/** The groups that an event belongs to: none when it lacks a value that its group is told by, or that is looked at. */
function placesIn(
  { groupBy, value, isNumber }: CorrelationReads,
  observation: Observation,
  groups: readonly string[] | undefined,
): Place[] {
  const keys = groups ?? groupsOf(groupBy, observation)
  if (value.length === 0) return keys.map(key => ({ key, value: 0 }))
  const values = isNumber ? numbersIn(value, observation) : combinations(value, observation).map(digestOf)
  return keys.flatMap(key => values.map(one => ({ key, value: one })))
}

export const groupsOf = (groupBy: CorrelationReads['groupBy'], observation: Observation): readonly string[] =>
  combinations(groupBy, observation).map(encodeKey)

function numbersIn([field]: CorrelationReads['value'], observation: Observation): number[] {
  const numbers = fieldTexts(field?.read(observation)).map(Number)
  return numbers.filter(Number.isFinite)
}

const digestOf = (values: readonly string[]): number => digest53(encodeKey(values))
