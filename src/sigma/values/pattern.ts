import { absurd } from '#primitives'

/**
 * A Sigma string with its wildcards resolved. The outer list is split at `*`, each part is split at `?`:
 * `s3?log*end` is `[['s3', 'log'], ['end']]`, a text without wildcards is `[[text]]`.
 */
export type Pattern = readonly (readonly string[])[]

const backslash = '\\'

/**
 * Reads Sigma's escapes: `\*`, `\?` and `\\` stand for the second character; a backslash before anything else,
 * or at the end, is itself.
 * https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-rules-specification.md#escaping
 */
export function parsePattern(text: string): Pattern {
  const parts: string[][] = []
  let part: string[] = []
  let literal = ''
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    const next = text.charAt(index + 1)
    if (char === backslash && (next === '*' || next === '?' || next === backslash)) {
      literal += next
      index++
    } else if (char === '*') {
      parts.push([...part, literal])
      part = []
      literal = ''
    } else if (char === '?') {
      part.push(literal)
      literal = ''
    } else {
      literal += char
    }
  }
  return [...parts, [...part, literal]]
}

/** The text that a pattern without wildcards stands for. */
export const plainText = (pattern: Pattern): string | undefined =>
  pattern.length === 1 && pattern[0]?.length === 1 ? pattern[0][0] : undefined

/** What `contains`, `startswith` and `endswith` make of a value: wildcards around it. */
export function widen(pattern: Pattern, operator: 'contains' | 'startswith' | 'endswith'): Pattern {
  const anything: Pattern = [['']]
  switch (operator) {
    case 'contains':
      return [...anything, ...pattern, ...anything]
    case 'startswith':
      return [...pattern, ...anything]
    case 'endswith':
      return [...anything, ...pattern]
    default:
      return absurd(operator)
  }
}

/** A text as a Sigma value that stands for just this text. */
export const escapePattern = (text: string): string => text.replaceAll(/[\\*?]/g, '\\$&')

/** A pattern as a Sigma value, which reads back as the same pattern. */
export const writePattern = (pattern: Pattern): string =>
  pattern.map(part => part.map(escapePattern).join('?')).join('*')
