import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
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
  const issues: readonly Issue[] = document.errors.map(error => ({
    code: 'bad-yaml',
    message: error.message,
    at: at(error.pos[0]),
  }))
  if (isNonEmpty(issues)) return failure(...issues)
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
  return ok({ value: document.toJS(), placeOf, placeOfKey })
}

const keysOf = (path: string): (string | number)[] =>
  path === '' ? [] : path.split('.').map(key => (/^\d+$/.test(key) ? Number(key) : key))

const startOf = (node: unknown): number | undefined =>
  (node as { range?: readonly number[] } | null | undefined)?.range?.[0]
