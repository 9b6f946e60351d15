import type { FieldValue, Observation } from '#events'
import { BoundedCache, digest53, remembering, sharingTexts } from '#primitives'
import { combinations, encodeKey, fieldTexts, maxCombinations } from '../field-texts.ts'
import type { Series } from '../series.ts'
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
  const [field, ...others] = value
  const values =
    field && others.length === 0 ? valuesOf(field.read(observation), isNumber) : namesIn(value, observation)
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

/** The values of each event; undefined for combinations of several fields. */
export function valuesIn(
  { value, isNumber }: CorrelationReads,
  series: Series,
): readonly (readonly number[])[] | undefined {
  const [field, ...others] = value
  if (field === undefined) return series.observations.map(() => none)
  if (others.length > 0) return undefined
  return series.read(field, isNumber ? 'numbers' : 'names', found => valuesOf(found, isNumber))
}

const none: readonly number[] = [0]

function valuesOf(found: FieldValue, isNumber: boolean): readonly number[] {
  if (isNumber) return typeof found === 'number' ? [found] : fieldTexts(found).map(Number).filter(Number.isFinite)
  // Most names are one text.
  if (typeof found === 'string' && found !== '') return [digestOfName(found)]
  return fieldTexts(found).slice(0, maxCombinations).map(digestOfName)
}

/** Digests of the combinations of several fields. */
const namesIn = (value: CorrelationReads['value'], observation: Observation): number[] =>
  combinations(value, observation).map(values => digest53(encodeKey(values)))

/** As of a combination of one. */
const digestOfName = remembering((text: string) => digest53(`${text.length}:${text}`))
