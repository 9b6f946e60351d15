import type { Observation } from '#events'
import { BoundedCache, digest53, remembering, sharingTexts } from '#primitives'
import { combinations, encodeKey, fieldTexts, maxCombinations } from '../field-texts.ts'
import type { CorrelationReads } from './compiled-correlation.ts'
import type { Place } from './correlation-detection-state.ts'

/** The groups that an event belongs to: none when it lacks a value that its group is told by, or that is looked at. */
export const placesIn = (reads: CorrelationReads, observation: Observation): readonly Place[] =>
  placesFrom(keysIn(reads, observation), reads, observation)

export const keysIn = ({ groupBy }: CorrelationReads, observation: Observation): readonly string[] =>
  combinations(groupBy, observation).map(values => sharedKey(encodeKey(values)))

/** Rows keep the keys of their groups: of equal ones one text is enough. */
const sharedKey = sharingTexts(10_000)

export function placesFrom(
  keys: readonly string[],
  { value, isNumber }: CorrelationReads,
  observation: Observation,
): readonly Place[] {
  const [only] = keys
  if (only === undefined) return nothing
  if (value.length === 0) return keys.length === 1 ? onlyPlace(only) : keys.map(key => ({ key, value: 0 }))
  const values = isNumber ? numbersIn(value, observation) : namesIn(value, observation)
  if (keys.length === 1) return values.map(one => ({ key: only, value: one }))
  return keys.flatMap(key => values.map(one => ({ key, value: one })))
}

const nothing: readonly Place[] = []

/** The place in a group, which all events of the group share. */
function onlyPlace(key: string): readonly Place[] {
  const known = onlyPlaces.get(key)
  if (known !== undefined) return known
  const places = [{ key, value: 0 }]
  onlyPlaces.set(key, places)
  return places
}

const onlyPlaces = new BoundedCache<string, readonly Place[]>(10_000)

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
