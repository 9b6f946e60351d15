import { filledTextOf, type JsonValue, listOf } from '#primitives'

/** One text or several, without the empty ones. */
export const textsOf = (value: JsonValue | undefined): readonly string[] =>
  listOf(value).flatMap(each => {
    const text = filledTextOf(each)?.trim()
    return text ? [text] : []
  })
