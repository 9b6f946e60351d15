import { distance } from 'fastest-levenshtein'

/** Longer names are not compared: the distance takes time by the product of the lengths. */
const maxLength = 200

/**
 * The candidate that a misspelt `name` was probably meant to be: at most a third of its letters are wrong, and not all
 * of them. Letter case never counts. Undefined when no candidate is that near.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > maxLength) return undefined
  const wanted = name.toLowerCase()
  const limit = Math.min(Math.max(1, Math.floor(name.length / 3)), name.length - 1)
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const found = countSlips(wanted, candidate.toLowerCase())
    if (found < bestDistance) [best, bestDistance] = [candidate, found]
  }
  return best
}

/** The end of a sentence that offers a close name, between marks: `` ; did you mean `name`? ``; nothing without one. */
export const didYouMean = (near: string | undefined, mark: '`' | '"' | '' = '`'): string =>
  near === undefined ? '' : `; did you mean ${mark}${near}${mark}?`

/** Two neighbours in the wrong order, the commonest slip of all, are one. */
function countSlips(name: string, candidate: string): number {
  const slips = distance(name, candidate)
  return slips === 2 && isSwapped(name, candidate) ? 1 : slips
}

function isSwapped(a: string, b: string): boolean {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
