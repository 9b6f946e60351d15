import { closest, didYouMean } from '#primitives'

/** What the placeholders of rules stand for, by name: `%name%` is any of its values, which may hold wildcards. */
export type Placeholders = Readonly<Record<string, readonly (string | number)[]>>

/** A placeholder, with a percent sign in front that is not escaped. */
const placeholder = /(?<!\\)%([\p{L}\p{N}_.-]+)%/gu

/**
 * Every text that one with placeholders stands for, at most `limit`; what is wrong with it in words. Several
 * placeholders multiply. `\%` is a percent sign.
 */
export function expandPlaceholders(text: string, known: Placeholders, limit: number): string[] | string {
  let texts = ['']
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [whole, name = ''] = match
    const values = Object.hasOwn(known, name) ? known[name] : undefined
    if (values === undefined) return unknownPlaceholder(name, known)
    if (values.length === 0) return `the placeholder \`%${name}%\` has no values`
    const literal = unescape(text.slice(end, match.index))
    texts = texts.flatMap(before => values.map(value => before + literal + String(value)))
    if (texts.length > limit) return `its placeholders stand for more than ${limit} values`
    end = match.index + whole.length
  }
  if (end === 0) return 'there is no placeholder like `%name%` in it; leave out the modifier `expand`'
  return texts.map(before => before + unescape(text.slice(end)))
}

const unescape = (text: string): string => text.replaceAll('\\%', '%')

function unknownPlaceholder(name: string, known: Placeholders): string {
  const names = Object.keys(known)
  if (names.length === 0) return `nothing says what the placeholder \`%${name}%\` stands for`
  const near = closest(name, names)
  return `there is no placeholder \`%${name}%\`${didYouMean(near && `%${near}%`)}`
}
