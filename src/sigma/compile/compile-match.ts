import type { Reason } from '../compiled-rule.ts'
import type { FieldMatch, KeywordMatch, SigmaValue } from '../rule.ts'
import * as issues from '../search-issues.ts'
import { isReference, testPair } from '../values/test-fields.ts'
import { testAnyOf } from '../values/test-values.ts'
import { timePart } from '../values/time-part.ts'
import { nameOf } from './describe.ts'
import type { FieldReader } from './field-reader.ts'
import { comparison, negation, type Predicate } from './predicate.ts'

type Test<E> = (event: E) => boolean
type Read<E> = (event: E) => unknown

/** Binds one comparison of a field. */
export function compileMatch<E>(match: FieldMatch, search: string, reader: FieldReader<E>): Predicate<E> {
  const { field, steps, part, place, operator } = match
  const readField = reader.read(field, place, steps)
  const read: Read<E> = part === undefined ? readField : event => timePart(readField(event), part)
  const others = isReference(operator) ? match.values.map(String) : []
  const late = [field, ...others].filter(name => reader.isLate(name))
  const settled = late.map(name => reader.isSettled(name))
  const isLate = late.length > 0
  const isOpen = (event: E): boolean => !settled.every(isSettled => isSettled(event))
  return compile(match, { search, field: nameOf(match), read, isLate, isOpen, fields: [field, ...others] }, reader)
}

/** Binds texts that are looked for in all texts of an event. */
export function compileKeywords<E>(match: KeywordMatch, search: string, reader: FieldReader<E>): Predicate<E> {
  const read = reader.texts(match.place)
  return compile(match, { search, field: 'any text', read, isLate: reader.areTextsLate }, reader)
}

interface Subject<E> {
  readonly search: string
  readonly field: string
  readonly read: Read<E>
  readonly isLate: boolean
  /** What it reads; undefined for all texts of an event. */
  readonly fields?: readonly string[]
  /** Late fields that it reads are not decided by the event alone. */
  readonly isOpen?: Test<E>
}

function compile<E>(match: KeywordMatch, subject: Subject<E>, reader: FieldReader<E>): Predicate<E> {
  const { read, isLate } = subject
  // One test for each value as written; explanations tell which of them held.
  const tests = match.values.map((value, index) =>
    compileValue(match, match.standsFor?.[index] ?? [value], read, reader),
  )
  const matches = match.all ? allOf(tests) : compileAlternatives(match, tests, read)
  const positive = comparison(matches, (event, negated) => [reason(event, negated)], isLate, subject)
  return match.negated === true ? negation(positive) : positive

  function reason(event: E, negated: boolean): Reason {
    const holds = matches(event)
    // What made an alternative true is the value that held; what made a requirement false, the ones that did not.
    const deciding = match.values.filter((_, index) => tests[index]?.(event) === holds)
    return {
      search: subject.search,
      field: subject.field,
      operator: negated ? `not ${match.operator}` : match.operator,
      expected: match.all === holds ? match.values : deciding,
      actual: read(event),
      matched: holds !== negated,
    }
  }
}

function compileValue<E>(
  match: KeywordMatch,
  alternatives: readonly SigmaValue[],
  read: Read<E>,
  reader: FieldReader<E>,
): Test<E> {
  if (isReference(match.operator)) {
    const test = testPair(match.operator, match.cased)
    const other = reader.read(String(alternatives[0]), match.place)
    return event => test(read(event), other(event))
  }
  const test = testAnyOf(match.operator, alternatives, match.cased)
  if (typeof test !== 'string') return event => test(read(event))
  reader.issues.push(issues.invalidValue(match.place, test, alternatives))
  return () => false
}

/** Reads and folds the field once for all values of the rule, where one test can take them all. */
function compileAlternatives<E>(match: KeywordMatch, tests: readonly Test<E>[], read: Read<E>): Test<E> {
  const only = tests.length === 1 ? tests[0] : undefined
  if (only !== undefined) return only
  const values = match.standsFor?.flat() ?? match.values
  const test = isReference(match.operator) ? '' : testAnyOf(match.operator, values, match.cased)
  if (typeof test === 'string') return event => tests.some(part => part(event))
  return event => test(read(event))
}

const allOf =
  <E>(tests: readonly Test<E>[]): Test<E> =>
  event =>
    tests.every(test => test(event))
