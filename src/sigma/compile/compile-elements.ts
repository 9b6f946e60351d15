import type { FieldResolver } from '../compiled-rule.ts'
import { writeFieldPath } from '../parse/field-path.ts'
import type { ElementsMatch, SigmaDetection } from '../rule.ts'
import { elementsOf, quantify, readPath } from '../values/element.ts'
import { describeDetection } from './describe.ts'
import { FieldReader } from './field-reader.ts'
import { comparison, type Predicate } from './predicate.ts'

/** An element is an event of its own: its fields by their paths, itself as `.`. */
const elementFields: FieldResolver<unknown> = {
  resolve: field => (field === '.' ? element => element : element => readPath(element, field)),
  suggest: () => undefined,
}

/** Binds a detection to elements. */
type Bind = (detection: SigmaDetection, reader: FieldReader<unknown>) => { readonly predicate: Predicate<unknown> }

/** Binds what the elements of a list must meet. */
export function compileElements<E>(
  match: ElementsMatch,
  search: string,
  reader: FieldReader<E>,
  bind: Bind,
): Predicate<E> {
  const { field, steps, quantifier, place } = match
  const read = reader.structure(field, place, steps)
  const inner = new FieldReader(elementFields)
  const { predicate } = bind(match.detection, inner)
  reader.issues.push(...inner.issues)
  const matches = (event: E): boolean => quantify(quantifier, elementsOf(read(event)), predicate.matches)
  const expected = [describeDetection(match.detection)]
  const operator = `[${quantifier}]` as const
  return comparison(
    matches,
    (event, negated) => [
      {
        search,
        field: writeFieldPath(field, steps),
        operator: negated ? `not ${operator}` : operator,
        expected,
        actual: read(event),
        matched: matches(event) !== negated,
      },
    ],
    reader.isLate(field),
  )
}
