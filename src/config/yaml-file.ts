import { LineCounter, parseDocument } from 'yaml'
import { failure, type Issue, isNonEmpty, ok, type Place, type Result } from '#primitives'

/** A YAML file's value together with the places of its parts. */
export interface YamlFile {
  readonly value: unknown
  /** The place of a dotted path, or of the closest parent that is there. */
  placeOf(path: string): Place
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
  return ok({
    value: document.toJS(),
    placeOf(path) {
      for (let keys = path === '' ? [] : path.split('.'); keys.length > 0; keys = keys.slice(0, -1)) {
        const node = document.getIn(
          keys.map(key => (/^\d+$/.test(key) ? Number(key) : key)),
          true,
        )
        const range = (node as { range?: readonly number[] } | undefined)?.range
        if (range?.[0] !== undefined) return at(range[0])
      }
      return { file, line: 1, column: 1 }
    },
  })
}
