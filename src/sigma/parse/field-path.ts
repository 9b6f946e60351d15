import { closest, didYouMean } from '#primitives'
import type { Quantifier, Step } from '../rule.ts'

/** A field's name with the selectors of Sigma 3 read: `rules[any].ip[0]` is `rules`, any, and `ip[0]` of each. */
export interface FieldPath {
  readonly field: string
  readonly steps: readonly Step[]
  /** The elements that the rest is about. */
  readonly quantifier?: Quantifier
  /** A field of the element; `.` is the element itself. */
  readonly rest?: string
}

const quantifiers = ['any', 'all', 'all_or_empty', 'none'] as const

/** Reads a name with selectors, or says in words what is wrong with one. `\[` and `\]` are brackets; `[]` marks a list. */
export function parseFieldPath(name: string): FieldPath | string {
  const selector = /(?<!\\)\[([^\]]+)\]/
  let rest = name
  let field: string | undefined
  const steps: Step[] = []
  for (;;) {
    const found = selector.exec(rest)
    const before = unescape(found === null ? rest : rest.slice(0, found.index))
    if (field === undefined) field = before
    else steps.push(...before.split('.').filter(step => step !== ''))
    if (found === null) return { field, steps }
    const [whole, word = ''] = found
    rest = rest.slice(found.index + whole.length)
    const quantifier = quantifiers.find(known => known === word)
    if (quantifier !== undefined) return { field, steps, quantifier, rest: inner(rest) }
    if (!/^-?\d{1,9}$/.test(word)) return unknownSelector(word)
    steps.push(Number(word))
  }
}

/** What follows a selector, as a name inside of the element. */
function inner(rest: string): string {
  if (rest === '') return '.'
  return rest.startsWith('[') ? `.${rest}` : rest.replace(/^\./, '')
}

const unescape = (text: string): string => text.replaceAll(/\\([[\]])/g, '$1')

function unknownSelector(word: string): string {
  const near = closest(word, quantifiers)
  const hint = didYouMean(near && `[${near}]`)
  return `\`[${word}]\` selects nothing: Sigma 3 has \`[any]\`, \`[all]\`, \`[all_or_empty]\`, \`[none]\` and positions like \`[0]\`${hint}`
}

/** A name as rules write it. */
export const writeFieldPath = (field: string, steps: readonly Step[] = []): string =>
  field + steps.map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
