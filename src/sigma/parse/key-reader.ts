import { closest, type Issue, isObject, type JsonObject, type JsonValue } from '#primitives'
import * as issues from '../issues.ts'
import type { Logsource, SigmaMetadata } from '../rule.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { type Places, placesIn } from './places.ts'

const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const levels = ['informational', 'low', 'medium', 'high', 'critical']

/** Reads the top-level keys of a document; an explicit null is as good as absent. */
export class KeyReader {
  readonly #value: JsonObject
  readonly #known: ReadonlySet<string>
  readonly #places: Places
  readonly #issues: Issue[]

  /** @param known the keys that Sigma defines for this kind of document. */
  constructor(value: JsonObject, known: ReadonlySet<string>, places: Places, found: Issue[]) {
    this.#value = value
    this.#known = known
    this.#places = places
    this.#issues = found
  }

  require(...keys: readonly string[]): void {
    for (const key of keys) {
      if (this.#value[key] !== undefined && this.#value[key] !== null) continue
      const others = Object.keys(this.#value).filter(name => !this.#known.has(name))
      this.#issues.push(issues.missingKey(this.#places.key(key), key, closest(key, others)))
    }
  }

  text(key: string): string | undefined {
    const value = this.#value[key]
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    this.#wrong(key, key, 'text')
    return undefined
  }

  /** A single text is taken for a list of one. */
  texts(key: string): string[] {
    const value = this.#value[key]
    if (value === undefined || value === null) return []
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [value]
    if (items.some(item => typeof item === 'object')) {
      this.#issues.push(issues.wrongType(this.#places.key(key), key, 'a list of texts'))
    }
    return items.map(String)
  }

  oneOf(key: string, words: readonly string[]): string | undefined {
    const word = this.text(key)
    if (word === undefined || words.includes(word)) return word
    this.#issues.push(issues.unknownWord(this.#places.value(key), key, word, words, closest(word, words)))
    return undefined
  }

  logsource(): Logsource {
    const value = this.#value['logsource']
    if (value === undefined || value === null) return {}
    const expected = 'a map with `product`, `service` or `category`'
    if (!isObject(value)) {
      this.#wrong('logsource', 'logsource', expected)
      return {}
    }
    const entries = ['product', 'service', 'category']
      .map(key => [key, value[key]] as const)
      .filter(([, part]) => part !== undefined && part !== null)
    if (entries.length === 0) {
      this.#issues.push(issues.wrongType(this.#places.key('logsource'), 'logsource', expected))
    }
    for (const [key, part] of entries) {
      if (typeof part !== 'string') this.#wrong(`logsource.${key}`, `logsource.${key}`, 'text')
    }
    return Object.fromEntries(entries)
  }

  /** What every kind of document says of itself. */
  metadata(document: YamlDocument): SigmaMetadata {
    return {
      title: this.text('title') ?? '',
      ...named('id', this.text('id')),
      ...named('name', this.text('name')),
      ...named('status', this.oneOf('status', statuses)),
      ...named('description', this.text('description')),
      ...named('author', this.text('author')),
      ...named('date', this.text('date')),
      ...named('modified', this.text('modified')),
      ...named('level', this.oneOf('level', levels)),
      references: this.texts('references'),
      tags: this.texts('tags'),
      falsepositives: this.texts('falsepositives'),
      custom: Object.fromEntries(Object.entries(this.#value).filter(([key]) => !this.#known.has(key))),
      places: Object.fromEntries([['', document.start], ...document.keys]),
    }
  }

  #wrong(path: string, key: string, expected: string): void {
    this.#issues.push(issues.wrongType(this.#places.value(path), key, expected))
  }
}

/** Reads the top-level keys of a document that is a map. */
export const keyReader = (
  document: YamlDocument,
  value: JsonObject,
  known: ReadonlySet<string>,
  found: Issue[],
): KeyReader => new KeyReader(value, known, placesIn(document, ''), found)

const named = <Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: string } =>
  text === undefined ? {} : ({ [key]: text } as { [K in Key]: string })
