import { closest, type Issue, isObject, type JsonObject, type JsonValue, type Place } from '#primitives'
import { wrongType } from '../issues.ts'
import type { Places } from '../parse/places.ts'
import * as issues from './issues.ts'

/** Reads the keys below `correlation:`; an explicit null is as good as absent. */
export class PartReader {
  readonly issues: Issue[]
  readonly #value: JsonObject
  readonly #places: Places

  constructor(value: JsonObject, places: Places, found: Issue[]) {
    this.#value = value
    this.#places = places
    this.issues = found
  }

  /** Where a key, or an item of its list, stands. */
  at(path: string): Place {
    return this.#places.key(`correlation.${path}`)
  }

  /** Where a value stands; the index of a character moves the column. */
  placeOfText(path: string): Place {
    return this.#places.value(`correlation.${path}`)
  }

  get(key: string): JsonValue | undefined {
    return this.#value[key] ?? undefined
  }

  refuseOthers(known: readonly string[]): void {
    for (const key of Object.keys(this.#value)) {
      if (!known.includes(key)) {
        this.issues.push(issues.unknownPart(this.at(key), 'correlation', key, closest(key, known)))
      }
    }
  }

  text(key: string): string | undefined {
    const value = this.get(key)
    if (value === undefined || typeof value === 'string') return value
    this.issues.push(wrongType(this.at(key), `correlation.${key}`, 'text'))
    return undefined
  }

  /** A single text is taken for a list of one. */
  texts(key: string): readonly string[] | undefined {
    const value = this.get(key)
    if (value === undefined) return undefined
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [value]
    const bad = items.findIndex(item => (typeof item !== 'string' && typeof item !== 'number') || item === '')
    if (bad >= 0) this.issues.push(wrongType(this.at(`${key}.${bad}`), `correlation.${key}`, 'a list of names'))
    const texts = items.map(String)
    texts.forEach((text, index) => {
      if (texts.indexOf(text) < index) this.issues.push(issues.repeated(this.at(`${key}.${index}`), key, text))
    })
    if (texts.length === 0) this.issues.push(issues.emptyList(this.at(key), key))
    return texts
  }

  flag(key: string): boolean | undefined {
    const value = this.get(key)
    if (value === undefined || typeof value === 'boolean') return value
    this.issues.push(wrongType(this.at(key), `correlation.${key}`, 'true or false'))
    return undefined
  }

  map(key: string): JsonObject | undefined {
    const value = this.get(key)
    if (value === undefined || isObject(value)) return value
    this.issues.push(wrongType(this.at(key), `correlation.${key}`, 'a map'))
    return undefined
  }
}
