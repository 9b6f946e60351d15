import { distance } from 'fastest-levenshtein'

/** Longer names are not compared: the distance takes time by the product of the lengths. */
const maxLength = 200

/**
 * The candidate that a misspelt `name` was probably meant to be. At most a third of its letters may be wrong; letter
 * case never counts. Undefined when no candidate is that near.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > maxLength) return undefined
  const wanted = name.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const found = distance(wanted, candidate.toLowerCase())
    if (found < bestDistance) [best, bestDistance] = [candidate, found]
  }
  return best
}
