import { BoundedCache, ownText, positionOf } from '#primitives'

/**
 * Distinct texts in order, at most {@link maxTexts}: past that the first in alphabetical order. Plain data that never changes, so that
 * groups by the ten thousand that have the same one text share it.
 */
export interface TextSet {
  readonly texts: readonly string[]
  /** There were more. */
  readonly overflow: boolean
}

const maxTexts = 100

const singles = new BoundedCache<string, TextSet>(10_000)

/** The set of a single text. */
function oneText(text: string): TextSet {
  const known = singles.get(text)
  if (known) return known
  const own = ownText(text)
  const single = { texts: [own], overflow: false }
  singles.set(own, single)
  return single
}

/** The set with another text. */
export function withText(set: TextSet | undefined, text: string): TextSet {
  if (set === undefined) return oneText(text)
  const { texts, overflow } = set
  // Most texts of many come after those that are kept.
  if (texts.length === maxTexts && text > (texts[maxTexts - 1] as string)) {
    return overflow ? set : { texts, overflow: true }
  }
  const position = positionOf(texts, text)
  if (texts[position] === text) return set
  const more = texts.toSpliced(position, 0, ownText(text))
  return more.length > maxTexts ? { texts: more.slice(0, maxTexts), overflow: true } : { texts: more, overflow }
}

export function mergeTexts(a: TextSet, b: TextSet): TextSet {
  const merged = b.texts.reduce(withText, a)
  return b.overflow && !merged.overflow ? { ...merged, overflow: true } : merged
}
