import { positionOf } from '#primitives'

/** Adds an item to a list of distinct ones in ascending order, in place. */
export function addSorted<T extends number | string>(list: T[], item: T): void {
  const position = positionOf(list, item)
  if (list[position] !== item) list.splice(position, 0, item)
}
