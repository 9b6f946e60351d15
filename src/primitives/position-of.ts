/** The index at which an item stands in an ascending list, or would have to be inserted: that of the first not below it. */
export function positionOf<T extends number | string>(ascending: readonly T[], item: T): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as T) < item) low = middle + 1
    else high = middle
  }
  return low
}
