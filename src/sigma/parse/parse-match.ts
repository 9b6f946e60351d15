import type { Place } from '#primitives'
import type { FieldMatch, KeywordMatch, SigmaValue } from '../rule.ts'
import * as issues from '../search-issues.ts'
import { checkValue } from './check-value.ts'
import { expandValue } from './expand-value.ts'
import type { FieldPath } from './field-path.ts'
import { type Modifiers, readModifiers } from './modifiers.ts'
import { joinPath } from './places.ts'
import type { SearchContext } from './search-context.ts'

export type FieldName = FieldPath

/** Reads the comparison of a field; what cannot be used becomes an issue. */
export function readFieldMatch(
  { field, steps }: FieldName,
  names: readonly string[],
  value: unknown,
  path: string,
  context: SearchContext,
): FieldMatch | undefined {
  const modifiers = readModifiers(names, context.places.key(path), context.found)
  const values = readValues(value, field, path, context)
  if (modifiers === undefined) return undefined
  const match = compare(modifiers, values, context.places.key(path), context)
  return {
    field,
    ...(steps.length === 0 ? {} : { steps }),
    ...match,
    ...(modifiers.part === undefined ? {} : { part: modifiers.part }),
  }
}

/** Reads texts that are looked for in all texts of an event. */
export function readKeywords(
  items: readonly unknown[],
  names: readonly string[],
  path: string,
  context: SearchContext,
): KeywordMatch | undefined {
  const at = context.places.key(path)
  const { found, isOfElement } = context
  if (isOfElement) found.push(issues.keywordsOfElement(at))
  const modifiers = readModifiers(names, at, found)
  const values = readValues(items, 'a keyword', path, context)
  for (const { value, place } of values) {
    if (value === null) found.push(issues.invalidValue(place, 'A keyword is text; null is none', value))
  }
  if (modifiers === undefined) return undefined
  const { operator, part } = modifiers
  if ((operator !== 'equals' && operator !== 'contains' && operator !== 're') || part !== undefined) {
    found.push(issues.modifierOfKeywords(at, names))
    return undefined
  }
  const match = compare(modifiers, values, at, context)
  return operator === 'equals' ? { ...match, operator: 'contains' } : match
}

interface PlacedValue {
  readonly value: SigmaValue
  readonly place: Place
}

function readValues(value: unknown, field: string, path: string, { places, found }: SearchContext): PlacedValue[] {
  const raw: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (raw.length === 0) found.push(issues.emptyValues(places.key(path), field))
  return raw.flatMap((item, index) => {
    const place = places.value(Array.isArray(value) ? joinPath(path, index) : path)
    if (isSigmaValue(item)) return { value: item, place }
    found.push(issues.nestedValue(place, field))
    return []
  })
}

function compare(
  { operator, all, cased, negated, flags, transforms, part }: Modifiers,
  values: readonly PlacedValue[],
  at: Place,
  { found, placeholders }: SearchContext,
): KeywordMatch {
  const standsFor: (readonly SigmaValue[])[] = []
  for (const { value, place } of values) {
    const made = transforms.length === 0 ? [value] : expandValue(value, transforms, placeholders)
    const problem =
      typeof made === 'string'
        ? made
        : made.map(one => checkValue({ operator, part }, one)).find(one => one !== undefined)
    if (problem !== undefined) found.push(issues.invalidValue(place, problem, value))
    else if (typeof made !== 'string') standsFor.push(made)
  }
  if (all && values.length === 1) found.push(issues.allOfOneValue(at))
  if (operator === 'exists' && values.length > 1) found.push(issues.severalExists(at))
  return {
    operator,
    values: values.map(({ value }) => (flags === '' ? value : `(?${flags})${value}`)),
    ...(transforms.length === 0 ? {} : { standsFor, transforms }),
    all,
    cased,
    ...(negated ? { negated } : {}),
    place: at,
  }
}

const isSigmaValue = (value: unknown): value is SigmaValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
