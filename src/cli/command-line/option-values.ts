import { InvalidArgumentError } from 'commander'
import { closest, parseDuration, parseSize as sizeOf } from '#primitives'

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const firstTime = -8.64e15

/** RFC 3339 (`2026-10-01T00:00:00Z`), a date in UTC (`2026-10-01`), or a length of time back from now (`24h`, `7d`). */
export function parseTime(text: string): number {
  const ago = parseDuration(text)
  // What is before the first time that there is leaves nothing out either.
  if (ago !== undefined) return Math.max(firstTime, Date.now() - ago)
  const shape = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/
  const time = shape.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  // Date.parse rolls 2026-02-30 over to March; a date that does not exist is a slip worth hearing about.
  const rolledOver =
    !Number.isNaN(time) &&
    !new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).toISOString().startsWith(text.slice(0, 10))
  if (Number.isNaN(time) || rolledOver) {
    throw new InvalidArgumentError(
      'Expected RFC 3339 with an offset (2026-10-01T00:00:00Z), a date (2026-10-01), or a time back from now (24h, 7d).',
    )
  }
  return time
}

/** Reads a word, and says which there are: the completion of a shell offers them. */
type WordParser<Args extends readonly unknown[], Value> = ((...given: Args) => Value) & {
  readonly words: readonly string[]
}

/** The words that the parser of an option takes; undefined where it takes others too. */
export const takesOneOf = (parser: unknown): readonly string[] | undefined =>
  typeof parser === 'function' && 'words' in parser ? (parser.words as readonly string[]) : undefined

/** One of a few words, with a suggestion for a misspelt one. */
export function oneOf<Word extends string>(words: readonly Word[]): WordParser<[text: string], Word> {
  const parse = (text: string): Word => {
    const word = words.find(candidate => candidate === text.toLowerCase())
    if (word !== undefined) return word
    const near = closest(text, words)
    throw new InvalidArgumentError(`Expected one of ${words.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`)
  }
  return Object.assign(parse, { words })
}

/** The same, for an option that may be given several times or with commas. */
export function listOf<Word extends string>(
  words: readonly Word[],
): WordParser<[text: string, before: readonly Word[] | undefined], Word[]> {
  const parseOne = oneOf(words)
  const parse = (text: string, before: readonly Word[] | undefined): Word[] => [
    ...(before ?? []),
    ...text.split(',').map(word => parseOne(word)),
  ]
  return Object.assign(parse, { words })
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number above 0.')
  return Number(text)
}

/** Bytes: `500000`, `16MB`, `2g` (powers of 1000). */
export function parseSize(text: string): number {
  const bytes = sizeOf(text)
  if (bytes === undefined) throw new InvalidArgumentError('Expected a size such as 16MB or 2GB.')
  return bytes
}

/** `a,b` and repeated options alike. */
export const collect = (text: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  ...text.split(',').filter(part => part !== ''),
]

/** Account ids: 12 digits each. */
export function collectAccounts(text: string, before: readonly string[] | undefined): string[] {
  const ids = collect(text, before)
  const wrong = ids.find(id => !/^\d{12}$/.test(id))
  if (wrong !== undefined) throw new InvalidArgumentError(`Expected 12 digits, got ${wrong}.`)
  return ids
}

/** Repeated options as they are: paths may hold commas. */
export const append = (text: string, before: readonly string[] | undefined): string[] => [...(before ?? []), text]

/** A length of time in milliseconds: `30s`, `5m`, `12h`, `7d`. */
export function parseLength(text: string): number {
  const length = parseDuration(text)
  if (length === undefined || length <= 0)
    throw new InvalidArgumentError('Expected a length of time such as 30s, 5m or 12h.')
  return length
}

/** The longest that a timer waits; past it, it does not wait at all: https://nodejs.org/api/timers.html */
const longestWait = 24 * 86_400_000

/** The same, for what is done again and again. */
export function parsePace(text: string): number {
  const length = parseLength(text)
  if (length > longestWait) throw new InvalidArgumentError('Expected a length of time of at most 24d.')
  return length
}
