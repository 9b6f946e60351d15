import { digest53 } from '#primitives'

/**
 * The eviction rule of keyed states: of all keys ever seen, the `bound` with the smallest digests stay. A key that was
 * dropped had `bound` smaller ones beside it, and these can only be replaced by still smaller ones, so it would be
 * dropped at the end in any case. Hence what stays, and all that was gathered for it, does not depend on the order in
 * which keys came, and pruning may be put off until a map has grown to twice its bound.
 *
 * @returns whether anything had to go.
 */
export function keepSmallest(map: Map<string, unknown>, bound: number): boolean {
  if (map.size <= bound) return false
  for (const key of byDigest(map.keys()).slice(bound)) map.delete(key)
  return true
}

/** In the order of eviction, those that stay longest first. */
export function byDigest(keys: Iterable<string>): string[] {
  const order = Array.from(keys, key => ({ key, digest: digest53(key) }))
  order.sort((a, b) => a.digest - b.digest || (a.key < b.key ? -1 : 1))
  return order.map(({ key }) => key)
}

/** The union of two maps; values under the same key are merged, all others shared with the inputs. */
export function mergeMaps<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, merge: (a: V, b: V) => V): Map<K, V> {
  const merged = new Map(a)
  for (const [key, value] of b) {
    const own = merged.get(key)
    merged.set(key, own === undefined ? value : merge(own, value))
  }
  return merged
}
