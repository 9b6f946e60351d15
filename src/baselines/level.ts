/**
 * The greatest level to which sizes can be cut so that they add up to no more than `budget`; at least `least`, at most `most`. It
 * only falls as sizes grow, and is the same for sizes that were cut to a higher level before.
 */
export function levelWithin(
  sizes: readonly number[],
  budget: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  let [low, high] = [least, most]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const sum = sizes.reduce((total, size) => total + Math.min(size, middle), 0)
    if (sum <= budget) low = middle
    else high = middle - 1
  }
  return low
}
