import { RE2JS, RE2JSException } from 're2js'
import { BoundedCache } from '#primitives'
import type { TextTest } from './match-pattern.ts'

/** Characters of a pattern; what is longer is a list of alternatives better written as values. */
const maxPatternLength = 1024

/**
 * Compiles the pattern of `re`: found anywhere in the text, case-sensitive, in time linear in the text. Returns the
 * reason in words for a pattern that the engine refuses (look-around and back-references are not linear).
 */
export function compileRegex(pattern: string): TextTest | string {
  const known = compiledBefore.get(pattern)
  if (known !== undefined) return known
  const made = compile(pattern)
  compiledBefore.set(pattern, made)
  return made
}

/** A rule is checked, compiled for its explanations, and compiled for its matches: the same patterns three times. */
const compiledBefore = new BoundedCache<string, TextTest | string>(500)

function compile(pattern: string): TextTest | string {
  if (pattern.length > maxPatternLength) return `it is longer than ${maxPatternLength} characters`
  try {
    const compiled = RE2JS.compile(pattern)
    return text => compiled.test(text)
  } catch (error) {
    if (error instanceof RE2JSException) return error.message.replace(/^error parsing regexp: /, '')
    throw error
  }
}
