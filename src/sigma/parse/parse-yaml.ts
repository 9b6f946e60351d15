import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml'
import type { Issue, JsonValue, Place } from '#primitives'
import * as issues from '../issues.ts'

/** One YAML document as plain values, with the places of everything in it. */
export interface YamlDocument {
  readonly value: JsonValue
  readonly start: Place
  /** Places of keys and list items, by dotted path. */
  readonly keys: ReadonlyMap<string, Place>
  /** Places of scalar values, by dotted path. */
  readonly scalars: ReadonlyMap<string, ScalarPlace>
}

export interface ScalarPlace {
  readonly place: Place
  /** The text stands in the file exactly as its value, so that a column inside of it can be told. */
  readonly verbatim: boolean
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  readonly issues: readonly Issue[]
}

const maxFileLength = 1024 * 1024
const maxNodes = 20_000
const maxDepth = 40

/** Reads all documents of a file; a document that is broken, or too much, yields its issues only. */
export function parseYaml(text: string, file: string): YamlFile {
  if (text.length > maxFileLength) return { documents: [], issues: [issues.fileTooLarge({ file }, maxFileLength)] }
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const found: Issue[] = []
  const documents: YamlDocument[] = []
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  if (!Array.isArray(parsed)) return { documents, issues: found }
  for (const document of parsed) {
    const faults = [...document.errors, ...document.warnings]
    const tooDeep = faults.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
    if (tooDeep !== undefined) {
      // Where the parser's stack ended says nothing to anybody; what it gave up is worth no further words.
      found.push(issues.tooMuchYaml(placeAt(tooDeep.pos[0]), maxNodes, maxDepth))
      continue
    }
    found.push(
      ...faults.map(({ code, pos: [at], message }) =>
        code === 'DUPLICATE_KEY' ? issues.duplicateKey(placeAt(at)) : issues.malformedYaml(placeAt(at), message),
      ),
    )
    if (faults.some(({ code }) => code !== 'DUPLICATE_KEY') || document.contents === null) continue
    const reader = new NodeReader(text, placeAt, found)
    const value = reader.read(document.contents, [])
    if (reader.isTooMuch) continue
    documents.push({ value, start: placeAt(document.contents.range[0]), keys: reader.keys, scalars: reader.scalars })
  }
  return { documents, issues: found }
}

type AliasNode = Extract<ParsedNode, { source: string; resolve: unknown }>

/** Turns nodes into plain values; aliases are followed, but never into more than `maxNodes` values. */
class NodeReader {
  readonly keys = new Map<string, Place>()
  readonly scalars = new Map<string, ScalarPlace>()
  readonly #text: string
  readonly #placeAt: (offset: number) => Place
  readonly #issues: Issue[]
  /** The latest node of each anchor's name, and what each alias meant when it was met first. */
  readonly #anchors = new Map<string, ParsedNode>()
  readonly #targets = new Map<AliasNode, ParsedNode | undefined>()
  #isFollowing = false
  #nodes = 0

  /** It was given up: the rest of it is missing. */
  get isTooMuch(): boolean {
    return this.#nodes > maxNodes
  }

  constructor(text: string, placeAt: (offset: number) => Place, found: Issue[]) {
    this.#text = text
    this.#placeAt = placeAt
    this.#issues = found
  }

  read(node: ParsedNode | null, path: readonly string[]): JsonValue {
    if (node === null) return null
    this.#nodes++
    if (this.#nodes === maxNodes + 1 || path.length > maxDepth) {
      this.#nodes = maxNodes + 1
      this.#issues.push(issues.tooMuchYaml(this.#placeAt(node.range[0]), maxNodes, maxDepth))
    }
    if (this.#nodes > maxNodes) return null
    if (isAlias(node)) return this.#follow(node, path)
    if (node.anchor !== undefined && !this.#isFollowing) this.#anchors.set(node.anchor, node)
    if (isMap(node)) return this.#readMap(node, path)
    if (isSeq(node)) return node.items.map((item, index) => this.#readItem(item, [...path, String(index)]))
    return this.#readScalar(node, path)
  }

  /** A name may be anchored anew later on; what an alias means was settled where it stands. */
  #follow(alias: AliasNode, path: readonly string[]): JsonValue {
    if (!this.#targets.has(alias)) this.#targets.set(alias, this.#anchors.get(alias.source))
    const target = this.#targets.get(alias)
    if (target === undefined) {
      this.#issues.push(issues.malformedYaml(this.#placeAt(alias.range[0]), `there is no anchor \`&${alias.source}\``))
      return null
    }
    const outer = this.#isFollowing
    this.#isFollowing = true
    const value = this.read(target, path)
    this.#isFollowing = outer
    return value
  }

  #readItem(item: ParsedNode, path: readonly string[]): JsonValue {
    this.keys.set(path.join('.'), this.#placeAt(item.range[0]))
    return this.read(item, path)
  }

  #readMap(node: Extract<ParsedNode, { items: readonly { key: unknown }[] }>, path: readonly string[]): JsonValue {
    const entries: [string, JsonValue][] = []
    const names = new Map<string, unknown>()
    for (const { key, value } of node.items) {
      const place = this.#placeAt(key.range[0])
      if (!isScalar(key)) this.#issues.push(issues.malformedYaml(place, 'a key must be plain text'))
      else if (key.value === '<<') this.#issues.push(issues.mergeKey(place))
      else {
        const name = typeof key.value === 'string' ? key.value : key.source
        const inner = [...path, name]
        // `1` and `'1'` are two keys for YAML, which tells of keys that are the same itself, and one name here.
        if (names.has(name) && names.get(name) !== key.value) this.#issues.push(issues.duplicateKey(place))
        names.set(name, key.value)
        this.keys.set(inner.join('.'), place)
        entries.push([name, this.read(value, inner)])
      }
    }
    return Object.fromEntries(entries)
  }

  #readScalar(node: ParsedNode, path: readonly string[]): JsonValue {
    if (!isScalar(node)) return null
    const [start, end] = node.range
    const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0
    const verbatim = this.#text.slice(start + quote, end - quote) === node.value
    this.scalars.set(path.join('.'), { place: this.#placeAt(start + (verbatim ? quote : 0)), verbatim })
    return scalarValue(node.value, node.source)
  }
}

/**
 * A whole number that cannot be told from its value stays as it is written: an account id with a leading zero,
 * or more digits than a number keeps.
 */
function scalarValue(value: unknown, source: string): JsonValue {
  if (typeof value === 'number' && (/^[-+]?0\d/.test(source) || (/^[-+]?\d+$/.test(source) && !isExact(value)))) {
    return source
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  return typeof value === 'string' ? value : source
}

const isExact = (value: number): boolean => Number.isSafeInteger(value)
