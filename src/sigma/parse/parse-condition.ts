import { closest, type Issue, type Place } from '#primitives'
import * as issues from '../issues.ts'
import type { Condition } from '../rule.ts'
import { compilePattern } from '../values/match-pattern.ts'
import { type Token, tokenizeCondition } from './tokenize-condition.ts'

const maxLength = 10_000
const maxDepth = 100

/** Words of the condition language, in any letter case; no search may be called by one of them. */
export const reservedWords: readonly string[] = ['and', 'or', 'not', 'of', 'them']

/**
 * Reads a condition over the searches named. From least to most binding: `or`, `and`, `not`, `1 of`, parentheses.
 * `placeAt` tells where the character of an index stands.
 */
export function parseCondition(
  text: string,
  names: readonly string[],
  placeAt: (index: number) => Place,
  found: Issue[],
): Condition | undefined {
  if (text.length > maxLength) {
    found.push(issues.conditionSyntax(placeAt(0), `it is longer than ${maxLength} characters`))
    return undefined
  }
  const before = found.length
  const parser = new ConditionParser(tokenizeCondition(text), text.length, names, placeAt, found)
  const condition = parser.parse()
  return found.length > before ? undefined : condition
}

/** Stops at the first mistake of syntax; unknown names are reported all. */
class ConditionParser {
  readonly #tokens: readonly Token[]
  readonly #length: number
  readonly #names: readonly string[]
  readonly #placeAt: (index: number) => Place
  readonly #issues: Issue[]
  #next = 0

  constructor(
    tokens: readonly Token[],
    length: number,
    names: readonly string[],
    placeAt: (index: number) => Place,
    found: Issue[],
  ) {
    this.#tokens = tokens
    this.#length = length
    this.#names = names
    this.#placeAt = placeAt
    this.#issues = found
  }

  parse(): Condition | undefined {
    const condition = this.#or(0)
    if (condition === undefined || this.#next === this.#tokens.length) return condition
    return this.#fail('expected `and` or `or`')
  }

  #or(depth: number): Condition | undefined {
    return this.#chain('or', () => this.#chain('and', () => this.#not(depth)))
  }

  #chain(kind: 'and' | 'or', operand: () => Condition | undefined): Condition | undefined {
    const items: Condition[] = []
    do {
      const item = operand()
      if (item === undefined) return undefined
      items.push(item)
    } while (this.#take(kind))
    return items.length === 1 ? items[0] : { kind, items }
  }

  #not(depth: number): Condition | undefined {
    if (depth > maxDepth) return this.#fail(`it is nested deeper than ${maxDepth} levels`)
    if (this.#take('not')) {
      const item = this.#not(depth + 1)
      return item && { kind: 'not', item }
    }
    if (!this.#take('(')) return this.#search()
    const condition = this.#or(depth + 1)
    if (condition === undefined || this.#take(')')) return condition
    return this.#fail('expected `)`')
  }

  #search(): Condition | undefined {
    const token = this.#tokens[this.#next]
    const isName = token !== undefined && !'()|'.includes(token.text) && !reservedWords.includes(lower(token))
    if (!isName) return this.#fail("expected a search's name, `not`, `1 of`, `all of` or `(`")
    this.#next++
    if (this.#take('of')) return this.#quantified(token)
    if (!this.#names.includes(token.text)) this.#reportUnknown(token, token.text)
    return { kind: 'search', name: token.text }
  }

  #quantified(first: Token): Condition | undefined {
    const quantifier = { '1': 'one', any: 'one', all: 'all' }[lower(first)]
    if (quantifier !== 'one' && quantifier !== 'all') {
      this.#issues.push(issues.unsupportedQuantifier(this.#placeAt(first.index), first.text))
      return undefined
    }
    const pattern = this.#tokens[this.#next]
    if (pattern === undefined || '()|'.includes(pattern.text)) return this.#fail("expected `them` or a search's name")
    this.#next++
    const names = this.#namesLike(pattern)
    if (names.length === 0) this.#reportUnknown(pattern, pattern.text.replaceAll('*', ''))
    return { kind: 'quantified', quantifier, names, text: `${first.text} of ${pattern.text}` }
  }

  /** By convention `them` leaves out names that begin with an underscore. */
  #namesLike(pattern: Token): readonly string[] {
    if (lower(pattern) === 'them') return this.#names.filter(name => !name.startsWith('_'))
    return this.#names.filter(compilePattern(pattern.text.split('*').map(literal => [literal])))
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#next]
    if (token === undefined || lower(token) !== text) return false
    this.#next++
    return true
  }

  #reportUnknown(token: Token, name: string): void {
    const at = this.#placeAt(token.index)
    this.#issues.push(issues.unknownSearch(at, token.text, closest(name, this.#names)))
  }

  #fail(expected: string): undefined {
    const token = this.#tokens[this.#next]
    const at = this.#placeAt(token?.index ?? this.#length)
    if (token !== undefined && lower(token) === 'near') this.#issues.push(issues.nearOperator(at))
    else if (token?.text === '|') this.#issues.push(issues.aggregation(at, this.#tokens[this.#next + 1]?.text ?? ''))
    else this.#issues.push(issues.conditionSyntax(at, expected, token?.text))
  }
}

const lower = (token: Token): string => token.text.toLowerCase()
