/** Adds an item to a list of distinct ones in ascending order, in place. */
export function addSorted<T extends number | string>(list: T[], item: T): void {
  if (list.includes(item)) return
  const later = list.findIndex(other => item < other)
  list.splice(later < 0 ? list.length : later, 0, item)
}
