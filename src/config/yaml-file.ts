import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { failure, type Issue, isNonEmpty, ok, type Place, type Result } from '#primitives'

/** A YAML file's value together with the places of its parts. */
export interface YamlFile {
  readonly value: unknown
  /** The place of a dotted path, or of the closest parent that is there. */
  placeOf(path: string): Place
  /** The same, of the key itself where its value would stand further on. */
  placeOfKey(path: string): Place
}

/** Reads one YAML document; every syntax error is an issue at its line and column. */
export function parseYamlFile(text: string, file: string): Result<YamlFile> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const issues: readonly Issue[] = document.errors.map(({ code, message, pos: [start] }) => ({
    code: 'bad-yaml',
    message: code === 'RESOURCE_EXHAUSTION' ? 'it is nested too deep' : message,
    at: at(start),
  }))
  if (isNonEmpty(issues)) return failure(...issues)
  const value = valueIn(document)
  if (value === undefined) {
    return failure({ code: 'bad-yaml', message: 'its aliases stand for themselves, or for too much', at: at(0) })
  }
  const placeOf = (path: string): Place => {
    for (let keys = keysOf(path); keys.length > 0; keys = keys.slice(0, -1)) {
      const place = startOf(document.getIn(keys, true))
      if (place !== undefined) return at(place)
    }
    return { file, line: 1, column: 1 }
  }
  const placeOfKey = (path: string): Place => {
    const keys = keysOf(path)
    const map = document.getIn(keys.slice(0, -1), true)
    const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1)) : undefined
    const place = startOf(pair?.key)
    return place === undefined ? placeOf(path) : at(place)
  }
  return ok({ value: value.whole, placeOf, placeOfKey })
}

/** Undefined where aliases make a circle, or unfold into more than the library's bound, for which it throws this error. */
function valueIn(document: Document): { readonly whole: unknown } | undefined {
  try {
    const whole: unknown = document.toJS()
    return isTree(whole, []) ? { whole } : undefined
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

const isTree = (value: unknown, above: readonly unknown[]): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (!above.includes(value) && Object.values(value).every(part => isTree(part, [...above, value])))

const keysOf = (path: string): (string | number)[] =>
  path === '' ? [] : path.split('.').map(key => (/^\d+$/.test(key) ? Number(key) : key))

const startOf = (node: unknown): number | undefined =>
  (node as { range?: readonly number[] } | null | undefined)?.range?.[0]
