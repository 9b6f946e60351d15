/**
 * What is left of a part of a rule once some of its fields are known: an answer, or a test of the rest. The two sides are
 * `couldMatch` and `couldFail` of the part.
 */
export interface Remainder<E> {
  readonly couldMatch: Rest<E>
  readonly couldFail: Rest<E>
}

export type Rest<E> = boolean | Test<E>

type Test<E> = (event: E) => boolean

/** Tells of a part what is left for all events that have the known fields in common with this one. */
export type Given<E> = (isKnown: (field: string) => boolean, event: E) => Remainder<E>

export const allRests = <E>(rests: readonly Rest<E>[]): Rest<E> => join(rests, true)

export const anyRest = <E>(rests: readonly Rest<E>[]): Rest<E> => join(rests, false)

function join<E>(rests: readonly Rest<E>[], isAll: boolean): Rest<E> {
  const open: Test<E>[] = []
  for (const rest of rests) {
    if (rest === !isAll) return rest
    if (typeof rest !== 'boolean') open.push(rest)
  }
  if (open.length <= 1) return open[0] ?? isAll
  return isAll ? every(open) : some(open)
}

export const every =
  <E>(tests: readonly Test<E>[]): Test<E> =>
  event => {
    for (const test of tests) if (!test(event)) return false
    return true
  }

export const some =
  <E>(tests: readonly Test<E>[]): Test<E> =>
  event => {
    for (const test of tests) if (test(event)) return true
    return false
  }
