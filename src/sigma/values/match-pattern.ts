import { type Pattern, plainText } from './pattern.ts'

export type TextTest = (text: string) => boolean

type Part = readonly string[]

/** A test of whole texts, in time linear in the text for each part of the pattern: nothing is tried twice. */
export function compilePattern(pattern: Pattern): TextTest {
  const plain = plainText(pattern)
  if (plain !== undefined) return text => text === plain
  if (pattern.every(part => part.length === 1)) return compileLiterals(pattern.map(part => part[0] ?? ''))
  return compileParts(pattern)
}

/** Patterns with `*` only: a start, an end, and pieces between them in order. */
function compileLiterals(literals: readonly string[]): TextTest {
  const start = literals[0] ?? ''
  const end = literals.at(-1) ?? ''
  const middle = literals.slice(1, -1).filter(literal => literal !== '')
  const only = middle[0]
  if (middle.length === 0 && end === '') return text => text.startsWith(start)
  if (middle.length === 0 && start === '') return text => text.endsWith(end)
  if (middle.length === 1 && start === '' && end === '' && only !== undefined) return text => text.includes(only)
  return text => {
    if (!text.startsWith(start)) return false
    let at = start.length
    for (const literal of middle) {
      const found = text.indexOf(literal, at)
      if (found < 0) return false
      at = found + literal.length
    }
    return text.length - end.length >= at && text.endsWith(end)
  }
}

/** Patterns with `?`, which stands for exactly one character (code point). */
function compileParts(pattern: Pattern): TextTest {
  const start = pattern[0] ?? ['']
  const rest = pattern.slice(1)
  const end = rest.pop()
  if (end === undefined) return text => matchPart(start, text, 0) === text.length
  return text => {
    let at = matchPart(start, text, 0)
    for (const part of rest) {
      if (at < 0) return false
      at = findPart(part, text, at, stop => stop >= 0)
    }
    return at >= 0 && findPart(end, text, at, stop => stop === text.length) >= 0
  }
}

/** The first place from `at` on where the part ends as wanted; that end, or -1. */
function findPart(part: Part, text: string, at: number, wanted: (stop: number) => boolean): number {
  for (let from = at; from <= text.length; from += widthAt(text, from)) {
    const stop = matchPart(part, text, from)
    if (wanted(stop)) return stop
  }
  return -1
}

/** Where the part ends when it begins at `at`; -1 when it does not fit there. */
function matchPart(part: Part, text: string, at: number): number {
  let end = at
  for (let index = 0; index < part.length; index++) {
    if (index > 0) {
      if (end >= text.length) return -1
      end += widthAt(text, end)
    }
    const literal = part[index] ?? ''
    if (!text.startsWith(literal, end)) return -1
    end += literal.length
  }
  return end
}

/** UTF-16 units of the character at an index. */
const widthAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)
