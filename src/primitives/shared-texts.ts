import { BoundedCache } from './bounded-cache.ts'
import { ownText } from './own-text.ts'

/**
 * Gives the same text, in memory that all who keep it share.
 *
 * @param limit so many texts are remembered, twice over (see `BoundedCache`).
 */
export function sharingTexts(limit: number): <Text extends string>(text: Text) => Text {
  const texts = new BoundedCache<string, string>(limit)
  return <Text extends string>(text: Text): Text => {
    const known = texts.get(text)
    if (known !== undefined) return known as Text
    const own = ownText(text)
    texts.set(own, own)
    return own as Text
  }
}
