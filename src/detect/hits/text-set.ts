/** Distinct texts in order, at most {@link maxTexts}: past that the first in alphabetical order. Plain data. */
export interface TextSet {
  texts: string[]
  /** There were more. */
  overflow: boolean
}

const maxTexts = 100

export const noTexts = (): TextSet => ({ texts: [], overflow: false })

/** Adds a text, in place. */
export function addText(set: TextSet, text: string): void {
  const { texts } = set
  if (texts.includes(text)) return
  const later = texts.findIndex(other => text < other)
  texts.splice(later < 0 ? texts.length : later, 0, text)
  if (texts.length <= maxTexts) return
  texts.length = maxTexts
  set.overflow = true
}

/** Leaves both inputs as they are. */
export function mergeTexts(a: TextSet, b: TextSet): TextSet {
  const merged: TextSet = { texts: [...a.texts], overflow: a.overflow || b.overflow }
  for (const text of b.texts) addText(merged, text)
  return merged
}
