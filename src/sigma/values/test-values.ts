import { absurd } from '#primitives'
import type { Operator, SigmaValue } from '../rule.ts'
import { anySuffix } from './any-suffix.ts'
import { cidrContains, parseCidr } from './cidr.ts'
import { isPresent, testNumbers, testTexts, type ValueTest } from './field-value.ts'
import { compilePattern, type TextTest } from './match-pattern.ts'
import { parsePattern, plainText, widen } from './pattern.ts'
import { compileRegex } from './regex.ts'
import { rememberAnswers } from './remember-answers.ts'

/** Operators that compare a field with values of the rule, not with another field. */
export type ValueOperator = Exclude<Operator, `fieldref${string}`>

/** A test that passes when any of the values does. A value that cannot be used is told in words. */
export function testAnyOf(operator: ValueOperator, values: readonly SigmaValue[], cased: boolean): ValueTest | string {
  switch (operator) {
    case 'equals':
      return testEquals(values, cased)
    case 'contains':
    case 'startswith':
    case 'endswith':
      return testParts(operator, values, cased)
    case 're':
      return overTexts(
        values.map(value => compileRegex(String(value))),
        { readsObjects: true },
      )
    case 'cidr':
      return overTexts(
        values.map(value => testCidr(String(value))),
        { readsObjects: false },
      )
    case 'exists':
      return value => values.includes(isPresent(value))
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const limits = values.map(Number)
      return testNumbers(number => limits.some(limit => compare[operator](number, limit)))
    }
    default:
      return absurd(operator)
  }
}

const compare = {
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
}

/** From as many patterns on, trying them one after the other costs more than a look at what is known of the text. */
const many = 4

function testParts(operator: 'contains' | 'startswith' | 'endswith', values: readonly SigmaValue[], cased: boolean) {
  const options = { acceptsNull: false, readsObjects: true }
  const patterns = values.map(value => parsePattern(fold(String(value), cased)))
  const suffixes = operator === 'endswith' ? patterns.map(plainText).filter(text => text !== undefined) : []
  if (suffixes.length >= many && suffixes.length === patterns.length)
    return testTexts(anySuffix(suffixes), { ...options, cased })
  const test = anyOf(patterns.map(pattern => compilePattern(widen(pattern, operator))))
  if (patterns.length < many) return testTexts(test, { ...options, cased })
  const folded: TextTest = cased ? test : text => test(text.toLowerCase())
  return testTexts(rememberAnswers(folded), { ...options, cased: true })
}

/** Plain values are looked up in one set, however many there are; only those with wildcards are tried in turn. */
function testEquals(values: readonly SigmaValue[], cased: boolean): ValueTest {
  const literals = new Set<string>()
  const patterns: TextTest[] = []
  for (const value of values) {
    if (value === null) continue
    const pattern = typeof value === 'string' ? parsePattern(fold(value, cased)) : [[String(value)]]
    const plain = plainText(pattern)
    if (plain === undefined) patterns.push(compilePattern(pattern))
    else literals.add(plain)
  }
  const [only] = literals
  const isLiteral: TextTest = literals.size === 1 ? text => text === only : text => literals.has(text)
  const test = patterns.length === 0 ? isLiteral : anyOf([isLiteral, ...patterns])
  // A plain value cannot be the JSON text of an object in earnest.
  return testTexts(test, { cased, acceptsNull: values.includes(null), readsObjects: patterns.length > 0 })
}

function testCidr(text: string): TextTest | string {
  const cidr = parseCidr(text)
  return typeof cidr === 'string' ? cidr : address => cidrContains(cidr, address)
}

function overTexts(
  tests: readonly (TextTest | string)[],
  { readsObjects }: { readsObjects: boolean },
): ValueTest | string {
  const usable: TextTest[] = []
  for (const test of tests) {
    if (typeof test === 'string') return test
    usable.push(test)
  }
  return testTexts(anyOf(usable), { cased: true, acceptsNull: false, readsObjects })
}

function anyOf(tests: readonly TextTest[]): TextTest {
  const only = tests.length === 1 ? tests[0] : undefined
  return only ?? (text => tests.some(test => test(text)))
}

const fold = (text: string, cased: boolean): string => (cased ? text : text.toLowerCase())
