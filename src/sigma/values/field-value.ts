import type { TextTest } from './match-pattern.ts'

/** A test of whatever a field holds. */
export type ValueTest = (value: unknown) => boolean

export interface TextOptions {
  readonly cased: boolean
  /** An absent value, null, and an empty list pass. */
  readonly acceptsNull: boolean
  /** An object is tested as its JSON text; otherwise it never passes. */
  readonly readsObjects: boolean
}

/**
 * Lifts a test of texts to any value: numbers and booleans are compared as they are written, a list passes when
 * any element does, however deep.
 */
export function testTexts(test: TextTest, { cased, acceptsNull, readsObjects }: TextOptions): ValueTest {
  const testText = cased ? test : (text: string) => test(lowerCase(text))
  const visit: ValueTest = value => {
    if (typeof value === 'string') return testText(value)
    if (typeof value === 'number' || typeof value === 'boolean') return test(String(value))
    if (value === undefined || value === null) return acceptsNull
    if (Array.isArray(value)) return value.length === 0 ? acceptsNull : value.some(visit)
    return readsObjects && testText(JSON.stringify(value))
  }
  return visit
}

/** Many rules ask of one text, one after the other: it is folded once. */
let lastText = ''
let lastLower = ''

function lowerCase(text: string): string {
  if (text !== lastText) {
    lastLower = text.toLowerCase()
    lastText = text
  }
  return lastLower
}

/** Numbers, and texts that write a number in full. */
export function testNumbers(test: (number: number) => boolean): ValueTest {
  const visit: ValueTest = value => {
    if (typeof value === 'number') return test(value)
    if (typeof value === 'string')
      return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value) && test(Number(value))
    return Array.isArray(value) && value.some(visit)
  }
  return visit
}

/** Null is a value; an empty list is none. */
export const isPresent: ValueTest = value => (Array.isArray(value) ? value.some(isPresent) : value !== undefined)
