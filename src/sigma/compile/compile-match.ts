import type { Reason } from '../compiled-rule.ts'
import { fieldsOf } from '../fields-of.ts'
import * as issues from '../issues.ts'
import type { FieldMatch, SigmaValue } from '../rule.ts'
import { isReference, testPair } from '../values/test-fields.ts'
import { testAnyOf } from '../values/test-values.ts'
import type { FieldReader } from './field-reader.ts'
import { comparison, type Predicate } from './predicate.ts'

type EventTest<E> = (event: E) => boolean

/** Binds one comparison of a search. */
export function compileMatch<E>(match: FieldMatch, search: string, reader: FieldReader<E>): Predicate<E> {
  const read = reader.read(match.field, match.place)
  // One test for each value; explanations tell which of them held.
  const tests = match.values.map(value => compileValue(match, value, read, reader))
  const matches = match.all ? allOf(tests) : compileAlternatives(match, tests, read)
  const decidedBy = (event: E, negated: boolean): readonly [Reason] => {
    const holds = matches(event)
    // What made an alternative true is the value that held; what made a requirement false, the ones that did not.
    const deciding = match.values.filter((_, index) => tests[index]?.(event) === holds)
    return [
      {
        search,
        field: match.field,
        operator: negated ? `not ${match.operator}` : match.operator,
        expected: match.all === holds ? match.values : deciding,
        actual: read(event),
        matched: holds !== negated,
      },
    ]
  }
  return comparison(
    matches,
    decidedBy,
    fieldsOf(match).some(field => reader.isLate(field)),
  )
}

function compileValue<E>(
  match: FieldMatch,
  value: SigmaValue,
  read: (event: E) => unknown,
  reader: FieldReader<E>,
): EventTest<E> {
  if (isReference(match.operator)) {
    const test = testPair(match.operator, match.cased)
    const other = reader.read(String(value), match.place)
    return event => test(read(event), other(event))
  }
  const test = testAnyOf(match.operator, [value], match.cased)
  if (typeof test !== 'string') return event => test(read(event))
  reader.issues.push(issues.invalidValue(match.place, test, value))
  return () => false
}

/** Reads and folds the field once for all values of the rule, where one test can take them all. */
function compileAlternatives<E>(
  match: FieldMatch,
  tests: readonly EventTest<E>[],
  read: (event: E) => unknown,
): EventTest<E> {
  const only = tests.length === 1 ? tests[0] : undefined
  if (only !== undefined) return only
  const test = isReference(match.operator) ? '' : testAnyOf(match.operator, match.values, match.cased)
  if (typeof test === 'string') return event => tests.some(part => part(event))
  return event => test(read(event))
}

const allOf =
  <E>(tests: readonly EventTest<E>[]): EventTest<E> =>
  event =>
    tests.every(test => test(event))
