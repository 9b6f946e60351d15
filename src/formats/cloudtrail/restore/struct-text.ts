import type { JsonObject, JsonValue } from '#primitives'

/**
 * Reads a struct, map or list as Athena and CloudTrail Lake print them: `{type=Role, arn=arn:aws:..., attributes={...}}`. They quote
 * nothing, so that undefined is given for any text that could be read in another way. Members without a value are left out.
 */
export function readStructText(text: string): JsonValue | undefined {
  const reader = new StructReader(text)
  const value = reader.value()
  return reader.isAtEnd ? value : undefined
}

/** No struct of a record is nested as deeply. */
const mostLevels = 16

const memberName = /[\w.:-]+=/y
/** What may stand between two values: a quote within one says that something was meant to be together. */
const plainText = /(?! )(?:(?!, )[^{}[\]"])+/y

class StructReader {
  readonly #text: string
  #at = 0
  #levels = 0

  constructor(text: string) {
    this.#text = text.trim()
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length
  }

  value(): JsonValue | undefined {
    const json = this.#json()
    if (json !== undefined) return json
    if (this.#levels === mostLevels) return undefined
    this.#levels++
    const value = this.#take('{') ? this.#struct() : this.#take('[') ? this.#list() : this.#plain()
    this.#levels--
    return value
  }

  #struct(): JsonObject | undefined {
    const members: [string, JsonValue][] = []
    if (this.#take('}')) return {}
    do {
      const name = this.#match(memberName)?.slice(0, -1)
      if (name === undefined) return undefined
      const isEmpty = ',}'.includes(this.#text[this.#at] ?? ' ')
      const value = isEmpty ? '' : this.value()
      if (value === undefined) return undefined
      if (value !== 'null') members.push([name, value])
    } while (this.#take(', '))
    return this.#take('}') ? Object.fromEntries(members) : undefined
  }

  #list(): readonly JsonValue[] | undefined {
    const values: JsonValue[] = []
    if (this.#take(']')) return values
    do {
      const value = this.value()
      if (value === undefined) return undefined
      values.push(value)
    } while (this.#take(', '))
    return this.#take(']') ? values : undefined
  }

  /** Members of a map that were no texts are printed as JSON. */
  #json(): JsonValue | undefined {
    if (!/^(?:\{"|\{\}|\[\{"|\["|\[\])/.test(this.#text.slice(this.#at, this.#at + 3))) return undefined
    const end = endOfJson(this.#text, this.#at)
    try {
      const value = JSON.parse(this.#text.slice(this.#at, end)) as JsonValue
      this.#at = end
      return value
    } catch {
      return undefined
    }
  }

  #plain(): string | undefined {
    return this.#match(plainText)
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false
    this.#at += token.length
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }
}

/** Behind the bracket that closes the one at `start`. */
function endOfJson(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '"') {
      at++
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    } else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1
  }
  return text.length
}
