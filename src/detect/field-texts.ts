import type { FieldValue, Observation } from '#events'
import { ownText } from '#primitives'
import type { FieldReader } from './compile/compiled-detection.ts'

/** The distinct values of a field as text, in the order of the record; a missing, null or empty value has none. */
export function fieldTexts(value: FieldValue): string[] {
  if (value === undefined || value === null || value === '') return []
  if (typeof value !== 'object') return [String(value)]
  return [...new Set(value.flatMap(fieldTexts))]
}

/** Key combinations that one event may stand for; lists in several fields multiply. */
export const maxCombinations = 64

/** One key per combination of the fields' values; none when a field has no value. */
export function combinations(readers: readonly FieldReader[], observation: Observation): string[][] {
  let found: string[][] = [[]]
  for (const { read } of readers) {
    const texts = fieldTexts(read(observation))
    found = found.flatMap(head => texts.map(text => [...head, text])).slice(0, maxCombinations)
  }
  return found
}

/** The values that events of one group share: a list is one value, in alphabetical order; missing is null. */
export function groupKey(readers: readonly FieldReader[], observation: Observation): (string | null)[] {
  return readers.map(({ read }) => {
    const texts = fieldTexts(read(observation))
    return texts.length > 1 ? texts.sort().join(', ') : (texts[0] ?? null)
  })
}

/** One text for several, which cannot run into one another. States are full of them: it does not hold on to its parts. */
export function encodeKey(parts: readonly (string | null)[]): string {
  let key = ''
  for (const part of parts) key += part === null ? '-:' : `${part.length}:${part}`
  return ownText(key)
}

export function decodeKey(key: string): (string | null)[] {
  const parts: (string | null)[] = []
  for (let at = 0; at < key.length; ) {
    const colon = key.indexOf(':', at)
    const length = key.slice(at, colon)
    const end = colon + 1 + (length === '-' ? 0 : Number(length))
    parts.push(length === '-' ? null : key.slice(colon + 1, end))
    // A length that is none comes from outside.
    if (!(end > at)) break
    at = end
  }
  return parts
}
