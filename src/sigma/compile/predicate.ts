import type { Reason } from '../compiled-rule.ts'

/** A part of a rule, bound to events. */
export interface Predicate<E> {
  readonly matches: (event: E) => boolean
  /**
   * The comparisons that decide the outcome for this event, whichever it is. `negated` tells that the part stands under
   * an odd number of `not`s, which turns what is said of each comparison.
   */
  readonly decidedBy: (event: E, negated: boolean) => readonly Reason[]
}

/** All of the parts. One that fails decides; otherwise they all do. */
export function conjunction<E>(parts: readonly Predicate<E>[]): Predicate<E> {
  return combine(parts, true, event => {
    for (const part of parts) if (!part.matches(event)) return false
    return true
  })
}

/** Any of the parts. One that holds decides; otherwise they all do. */
export function disjunction<E>(parts: readonly Predicate<E>[]): Predicate<E> {
  return combine(parts, false, event => {
    for (const part of parts) if (part.matches(event)) return true
    return false
  })
}

export function negation<E>(part: Predicate<E>): Predicate<E> {
  return {
    matches: event => !part.matches(event),
    decidedBy: (event, negated) => part.decidedBy(event, !negated),
  }
}

function combine<E>(parts: readonly Predicate<E>[], usual: boolean, matches: (event: E) => boolean): Predicate<E> {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only !== undefined) return only
  return {
    matches,
    decidedBy(event, negated) {
      const deciding = parts.filter(part => part.matches(event) !== usual)
      return (deciding.length > 0 ? deciding : parts).flatMap(part => part.decidedBy(event, negated))
    },
  }
}
