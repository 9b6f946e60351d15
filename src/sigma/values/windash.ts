/** The dashes that command lines take for one another: `-`, `/`, en dash, em dash, horizontal bar. */
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015']

/** A dash at the start of a word, as in ` -exec`; that inside of `dry-run` stays. */
const startOfWord = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu

/** Every spelling of a text with its dashes exchanged, itself first; undefined when these are more than `limit`. */
export function exchangeDashes(text: string, limit: number): string[] | undefined {
  const places = [...text.matchAll(startOfWord)].map(match => match.index)
  if (dashes.length ** places.length > limit) return undefined
  let spellings = [text]
  for (const place of places) {
    spellings = spellings.flatMap(one => dashes.map(dash => one.slice(0, place) + dash + one.slice(place + 1)))
  }
  return [...new Set([text, ...spellings])]
}
