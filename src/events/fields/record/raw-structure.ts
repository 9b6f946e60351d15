import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { spellingsOf } from './raw-path.ts'

/**
 * Compiles a dotted path into a reader that gives objects as they are, where a field gives their JSON text. A list on
 * the way stands for each of its elements; lists at its end are one.
 */
export function compileRawStructure(path: string): (raw: JsonObject) => JsonValue | undefined {
  const spellings = spellingsOf(path).map(spelling => spelling.split('.'))
  return raw => {
    for (const names of spellings) {
      const found = collect(raw, names)
      if (found.length > 0) return found.length === 1 ? found[0] : found.flat()
    }
    return undefined
  }
}

function collect(value: JsonValue, names: readonly string[]): readonly JsonValue[] {
  if (names.length === 0) return [value]
  if (Array.isArray(value)) return value.flatMap((element: JsonValue) => collect(element, names))
  if (!isObject(value)) return []
  for (let length = 1; length <= names.length; length++) {
    const member = value[names.slice(0, length).join('.')]
    if (member !== undefined) return collect(member, names.slice(length))
  }
  return []
}
