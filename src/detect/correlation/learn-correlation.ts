import { observeRow } from '#baselines'
import type { Observation } from '#events'
import { digest53 } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { combinations, encodeKey, fieldTexts } from '../field-texts.ts'
import type { CorrelationReads, Step } from './compiled-correlation.ts'
import { type CorrelationDetectionState, nodeState, type Place, rowBounds } from './correlation-detection-state.ts'
import { kindOf } from './kinds.ts'

/** Gives an event to the rules of a correlation that it satisfies, in place. */
export function learnCorrelation(
  compiled: CompiledDetection,
  steps: readonly Step[],
  state: CorrelationDetectionState,
  observation: Observation,
  time: number,
  learnOnly: boolean,
): void {
  for (const step of steps) {
    const [own, ...above] = step.reads.map(reads => placesIn(reads, observation))
    if (own === undefined || own.length === 0) continue
    const { identity, id, origin } = observation.event
    const kind = kindOf(state.kinds, compiled, observation)
    for (const { key, value } of own) {
      const row = { identity, time, value, id, origin, kind, learnOnly, above }
      observeRow(nodeState(state, step.node), key, step.member, row, rowBounds)
    }
  }
}

/** The groups that an event belongs to: none when it lacks a value that its group is told by, or that is looked at. */
function placesIn({ groupBy, value, isNumber }: CorrelationReads, observation: Observation): Place[] {
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
