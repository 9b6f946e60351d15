import { digest53 } from '#primitives'

/** Something that an event tells, with what says which of two events is the later one. */
export interface Learnt<T> {
  readonly value: T
  /** Epoch milliseconds; absent when the record's time cannot be read. */
  readonly time: number | undefined
  readonly eventId: string
}

/** More of one kind than any organization has; past it, what is dropped counts as unknown. */
export const mostLearnt = 100_000

/** Keeps what the latest event tells of a name. */
export function keepLatest<T>(known: Map<string, Learnt<T>>, name: string, learnt: Learnt<T>): void {
  const present = known.get(name)
  if (present === undefined || isLater(learnt, present)) known.set(name, learnt)
}

/** A total order, even of different records with one id, so that what is kept never depends on what came first. */
function isLater<T>(one: Learnt<T>, other: Learnt<T>): boolean {
  const [time, otherTime] = [one.time ?? Number.NEGATIVE_INFINITY, other.time ?? Number.NEGATIVE_INFINITY]
  if (time !== otherTime) return time > otherTime
  if (one.eventId !== other.eventId) return one.eventId > other.eventId
  return JSON.stringify(one.value) > JSON.stringify(other.value)
}

/**
 * Drops names until {@link mostLearnt} are left: those with the smallest digests stay, so that what stays does not depend on
 * the order in which names came, and dropping may wait until a map has grown to twice the bound.
 *
 * @returns whether anything had to go.
 */
export function keepBound(names: Map<string, unknown> | Set<string>, bound = mostLearnt): boolean {
  if (names.size <= bound) return false
  const order = Array.from(names.keys(), name => ({ name, digest: digest53(name) }))
  order.sort((a, b) => a.digest - b.digest || (a.name < b.name ? -1 : 1))
  for (const { name } of order.slice(bound)) names.delete(name)
  return true
}
