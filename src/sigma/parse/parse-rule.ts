import { closest, type Issue, isObject, type JsonObject, type JsonValue, type Place } from '#primitives'
import * as issues from '../issues.ts'
import type { Logsource, SigmaRule } from '../rule.ts'
import { parseDetection } from './parse-detection.ts'
import type { YamlDocument } from './parse-yaml.ts'
import { type Places, placesIn } from './places.ts'

const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']
const levels = ['informational', 'low', 'medium', 'high', 'critical']

/** Keys that Sigma 2.1 defines for a rule; all others are the host's. */
export const sigmaKeys: ReadonlySet<string> = new Set([
  'title',
  'id',
  'related',
  'name',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'tags',
  'scope',
  'logsource',
  'detection',
  'fields',
  'falsepositives',
  'level',
])

/** Reads one document as a rule; undefined when an issue makes it unusable. */
export function parseRule(document: YamlDocument, found: Issue[]): SigmaRule | undefined {
  const { value } = document
  if (!isObject(value)) {
    found.push(issues.notARule(document.start))
    return undefined
  }
  for (const key of ['action', 'correlation', 'filter'] as const) {
    if (value[key] === undefined) continue
    found.push(issues.unsupportedDocument(placesIn(document, '').key(key), key))
    return undefined
  }
  const before = found.length
  const reader = new KeyReader(value, placesIn(document, ''), found)
  reader.require('title', 'logsource', 'detection')
  const rule: Omit<SigmaRule, 'detection'> = {
    title: reader.text('title') ?? '',
    ...named('id', reader.text('id')),
    ...named('status', reader.oneOf('status', statuses)),
    ...named('description', reader.text('description')),
    ...named('author', reader.text('author')),
    ...named('date', reader.text('date')),
    ...named('modified', reader.text('modified')),
    ...named('level', reader.oneOf('level', levels)),
    references: reader.texts('references'),
    tags: reader.texts('tags'),
    falsepositives: reader.texts('falsepositives'),
    fields: reader.texts('fields'),
    logsource: reader.logsource(),
    custom: Object.fromEntries(Object.entries(value).filter(([key]) => !sigmaKeys.has(key))),
    places: Object.fromEntries([['', document.start], ...document.keys]),
  }
  if (value['detection'] === undefined) return undefined
  const detection = parseDetection(value['detection'], document, found)
  return detection === undefined || found.length > before ? undefined : { ...rule, detection }
}

const named = <Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: string } =>
  text === undefined ? {} : ({ [key]: text } as { [K in Key]: string })

/** Reads the keys of a rule that are not its detection; an explicit null is as good as absent. */
class KeyReader {
  readonly #value: JsonObject
  readonly #places: Places
  readonly #issues: Issue[]

  constructor(value: JsonObject, places: Places, found: Issue[]) {
    this.#value = value
    this.#places = places
    this.#issues = found
  }

  require(...keys: readonly string[]): void {
    for (const key of keys) {
      if (this.#value[key] !== undefined && this.#value[key] !== null) continue
      const others = Object.keys(this.#value).filter(name => !sigmaKeys.has(name))
      this.#issues.push(issues.missingKey(this.#places.key(key), key, closest(key, others)))
    }
  }

  text(key: string): string | undefined {
    const value = this.#value[key]
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    this.#wrong(this.#places.value(key), key, 'text')
    return undefined
  }

  /** A single text is taken for a list of one. */
  texts(key: string): string[] {
    const value = this.#value[key]
    if (value === undefined || value === null) return []
    const items: readonly JsonValue[] = Array.isArray(value) ? value : [value]
    if (items.some(item => typeof item === 'object')) this.#wrong(this.#places.key(key), key, 'a list of texts')
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
    if (!isObject(value)) {
      this.#wrong(this.#places.value('logsource'), 'logsource', 'a map with `product`, `service` or `category`')
      return {}
    }
    const entries = ['product', 'service', 'category']
      .map(key => [key, value[key]] as const)
      .filter(([, part]) => part !== undefined && part !== null)
    if (entries.length === 0) {
      this.#wrong(this.#places.key('logsource'), 'logsource', 'a map with `product`, `service` or `category`')
    }
    for (const [key, part] of entries) {
      if (typeof part !== 'string') this.#wrong(this.#places.value(`logsource.${key}`), `logsource.${key}`, 'text')
    }
    return Object.fromEntries(entries)
  }

  #wrong(at: Place, key: string, expected: string): void {
    this.#issues.push(issues.wrongType(at, key, expected))
  }
}
