import { absurd } from '#primitives'
import type { SigmaValue } from '../rule.ts'
import { base64, base64Offsets, type Encoding, encodeText } from '../values/encode.ts'
import { escapePattern, parsePattern, plainText, writePattern } from '../values/pattern.ts'
import { expandPlaceholders, type Placeholders } from '../values/placeholders.ts'
import { exchangeDashes } from '../values/windash.ts'
import type { Transform } from './modifier-names.ts'

/** Values that one may stand for. */
const limit = 1_000

/** The alternatives that the modifiers make of a value, or what is wrong with it in words. */
export function expandValue(
  value: SigmaValue,
  transforms: readonly Transform[],
  placeholders: Placeholders,
): readonly SigmaValue[] | string {
  if (value === null || typeof value === 'boolean') return `\`${transforms[0]}\` needs text`
  let texts: readonly string[] = [String(value)]
  for (const [index, name] of transforms.entries()) {
    const next: string[] = []
    for (const text of texts) {
      const made = apply(name, text, { placeholders, before: transforms[index - 1], after: transforms[index + 1] })
      if (typeof made === 'string') return made
      next.push(...made)
    }
    texts = next
    if (texts.length > limit) return `it stands for more than ${limit} values`
  }
  return [...new Set(texts)]
}

interface Context {
  readonly placeholders: Placeholders
  readonly before: Transform | undefined
  readonly after: Transform | undefined
}

function apply(name: Transform, text: string, { placeholders, before, after }: Context): readonly string[] | string {
  switch (name) {
    case 'expand':
      return expandPlaceholders(text, placeholders, limit)
    case 'windash':
      return exchangeDashes(text, limit) ?? `\`windash\` makes more than ${limit} values of it`
    case 'base64':
    case 'base64offset':
      return toBase64(name, text, wideOf(before) ?? 'utf8')
    case 'wide':
    case 'utf16':
    case 'utf16le':
    case 'utf16be':
      // In front of `base64`, an encoding says which bytes are meant; alone, the bytes are looked for as text.
      return after === 'base64' || after === 'base64offset' ? [text] : widen(text, wideOf(name) ?? 'utf16le')
    default:
      return absurd(name)
  }
}

function wideOf(name: Transform | undefined): Encoding | undefined {
  if (name === 'wide') return 'utf16le'
  return name === 'utf16' || name === 'utf16le' || name === 'utf16be' ? name : undefined
}

function toBase64(name: 'base64' | 'base64offset', text: string, encoding: Encoding): readonly string[] | string {
  const plain = plainText(parsePattern(text))
  if (plain === undefined)
    return `\`${name}\` cannot encode a wildcard; write \`\\*\` or \`\\?\` for the character itself`
  const bytes = encodeText(plain, encoding)
  if (name === 'base64') return [base64(bytes)]
  const certain = base64Offsets(bytes).filter(part => part !== '')
  return certain.length === 3 ? certain : 'it is too short for `base64offset`: no character of its base64 is certain'
}

/** Bytes as text, a character for each: what a log holds that took UTF-16 for ASCII. */
function widen(text: string, encoding: Encoding): readonly string[] | string {
  const pattern = parsePattern(text)
  if (!pattern.flat().every(isAscii)) {
    return 'only ASCII has a spelling in UTF-16 that could be found in text; encode it with `base64` too'
  }
  const spread = (literal: string): string =>
    literal.replaceAll(/[^]/g, char => (encoding === 'utf16be' ? `\0${char}` : `${char}\0`))
  const mark = encoding === 'utf16' ? escapePattern('\uFEFF') : ''
  return [mark + writePattern(pattern.map(part => part.map(spread)))]
}

const isAscii = (text: string): boolean => encodeText(text, 'utf8').length === text.length
