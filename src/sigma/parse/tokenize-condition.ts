/** A word, a parenthesis or a pipe of a condition. */
export interface Token {
  readonly text: string
  /** Where it begins in the condition, from 0. */
  readonly index: number
}

export const tokenizeCondition = (text: string): Token[] =>
  [...text.matchAll(/[()|]|[^\s()|]+/g)].map(match => ({ text: match[0], index: match.index }))
