import type { Reason } from '../compiled-rule.ts'
import { allRests, anyRest, every, type Given, some } from './remainder.ts'

/** A part of a rule, bound to events. */
export interface Predicate<E> {
  readonly matches: (event: E) => boolean
  /** Some comparison in it reads a late field. Where none does, the two below are `matches` and its opposite. */
  readonly isLate: boolean
  /** False only when the part fails whatever the late fields hold. */
  readonly couldMatch: (event: E) => boolean
  /** False only when the part holds whatever the late fields hold. */
  readonly couldFail: (event: E) => boolean
  readonly given: Given<E>
  /**
   * The comparisons that decide the outcome for this event, whichever it is. `negated` tells that the part stands under
   * an odd number of `not`s, which turns what is said of each comparison.
   */
  readonly decidedBy: (event: E, negated: boolean) => readonly Reason[]
}

/**
 * One comparison; a late one may turn out either way.
 *
 * @param fields all that it reads; undefined when no list can tell.
 * @param isOpen of a late one: the event alone does not decide it.
 */
export function comparison<E>(
  matches: (event: E) => boolean,
  decidedBy: Predicate<E>['decidedBy'],
  isLate: boolean,
  { fields, isOpen }: { readonly fields?: readonly string[]; readonly isOpen?: (event: E) => boolean } = {},
): Predicate<E> {
  const couldBe = isLate ? (isOpen ?? (() => true)) : () => false
  const rest = {
    couldMatch: isLate ? (event: E) => couldBe(event) || matches(event) : matches,
    couldFail: (event: E) => couldBe(event) || !matches(event),
  }
  return {
    matches,
    isLate,
    ...rest,
    given(isKnown, event) {
      if (fields === undefined || !fields.every(isKnown)) return rest
      return { couldMatch: rest.couldMatch(event), couldFail: rest.couldFail(event) }
    },
    decidedBy,
  }
}

/** All of the parts. One that fails decides; otherwise they all do. */
export const conjunction = <E>(parts: readonly Predicate<E>[]): Predicate<E> => join(parts, true)

/** Any of the parts. One that holds decides; otherwise they all do. */
export const disjunction = <E>(parts: readonly Predicate<E>[]): Predicate<E> => join(parts, false)

function join<E>(parts: readonly Predicate<E>[], isAll: boolean): Predicate<E> {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only !== undefined) return only
  const [holds, fails] = isAll ? [every, some] : [some, every]
  const [restHolds, restFails] = isAll ? [allRests, anyRest] : [anyRest, allRests]
  const matches = holds(parts.map(part => part.matches))
  const isLate = parts.some(part => part.isLate)
  return {
    matches,
    isLate,
    // What no late field can change is evaluated once, not by two roads.
    couldMatch: isLate ? holds(parts.map(part => part.couldMatch)) : matches,
    couldFail: isLate ? fails(parts.map(part => part.couldFail)) : event => !matches(event),
    given(isKnown, event) {
      const rests = parts.map(part => part.given(isKnown, event))
      return {
        couldMatch: restHolds(rests.map(rest => rest.couldMatch)),
        couldFail: restFails(rests.map(rest => rest.couldFail)),
      }
    },
    decidedBy(event, negated) {
      const deciding = parts.filter(part => part.matches(event) !== isAll)
      return (deciding.length > 0 ? deciding : parts).flatMap(part => part.decidedBy(event, negated))
    },
  }
}

export function negation<E>(part: Predicate<E>): Predicate<E> {
  return {
    matches: event => !part.matches(event),
    isLate: part.isLate,
    couldMatch: part.couldFail,
    couldFail: part.couldMatch,
    given(isKnown, event) {
      const { couldMatch, couldFail } = part.given(isKnown, event)
      return { couldMatch: couldFail, couldFail: couldMatch }
    },
    decidedBy: (event, negated) => part.decidedBy(event, !negated),
  }
}
