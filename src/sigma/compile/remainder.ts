/**
 * What is left of a part of a rule once some of its fields are known: an answer, or a test of the rest. The two sides are
 * `couldMatch` and `couldFail` of the part.
 */
export interface Remainder<E> {
  readonly couldMatch: Rest<E>
  readonly couldFail: Rest<E>
}

export type Rest<E> = boolean | ((event: E) => boolean)

/** Tells of a part what is left for all events that have the known fields in common with this one. */
export type Given<E> = (isKnown: (field: string) => boolean, event: E) => Remainder<E>

export function allRests<E>(rests: readonly Rest<E>[]): Rest<E> {
  const open: ((event: E) => boolean)[] = []
  for (const rest of rests) {
    if (rest === false) return false
    if (rest !== true) open.push(rest)
  }
  if (open.length <= 1) return open[0] ?? true
  return event => {
    for (const test of open) if (!test(event)) return false
    return true
  }
}

export function anyRest<E>(rests: readonly Rest<E>[]): Rest<E> {
  const open: ((event: E) => boolean)[] = []
  for (const rest of rests) {
    if (rest === true) return true
    if (rest !== false) open.push(rest)
  }
  if (open.length <= 1) return open[0] ?? false
  return event => {
    for (const test of open) if (test(event)) return true
    return false
  }
}
