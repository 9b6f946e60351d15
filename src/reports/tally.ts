/** How often each text is there, in the order in which they come. */
export function tally(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

/** The most common ones first, those that are as common by name. */
export const mostCommon = (texts: readonly string[]): [string, number][] =>
  [...tally(texts)].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
