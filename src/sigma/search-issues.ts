import { didYouMean, type Issue, type Place } from '#primitives'
import { sentence } from './issues.ts'

/* The wording of what can be wrong with a search: its names, modifiers and values. */

export const searchName = (at: Place, name: string): Issue => ({
  code: 'search-name',
  message: `A search cannot be called \`${name}\`: a name has no spaces, parentheses, pipes or stars, and is no word of the condition language.`,
  at,
  received: name,
})

export const emptySearch = (at: Place): Issue => ({
  code: 'empty-search',
  message: 'A search needs at least one field or text to look for.',
  at,
})

export const emptyValues = (at: Place, field: string): Issue => ({
  code: 'empty-values',
  message: `\`${field}\` is compared with an empty list; write the values, or null for a field that has none.`,
  at,
})

export const emptyName = (at: Place): Issue => ({
  code: 'empty-name',
  message:
    "A field has no name here; for keywords, write a list of texts, or `'|all'` for texts that must all be there.",
  at,
})

export const keywordsUnsupported = (at: Place): Issue => ({
  code: 'unsupported-keywords',
  message: 'Texts without a field cannot be looked for in these logs; name the field to look in.',
  at,
})

export const keywordsOfElement = (at: Place): Issue => ({
  code: 'unsupported-keywords',
  message: 'Texts without a field cannot be looked for in an element; name its field, or the element itself as `.`.',
  at,
})

export const modifierOfKeywords = (at: Place, names: readonly string[]): Issue => ({
  code: 'modifiers-do-not-combine',
  message: `\`|${names.join('|')}\` compares a field; texts without a field take \`all\`, \`cased\`, \`re\` and what changes their text.`,
  at,
  received: names.join('|'),
})

export const modifierOfBlock = (at: Place, names: readonly string[]): Issue => ({
  code: 'modifiers-do-not-combine',
  message: `\`|${names.join('|')}\` cannot apply to a map; write it behind the fields inside.`,
  at,
  received: names.join('|'),
})

export const selector = (at: Place, problem: string, received: string): Issue => ({
  code: 'unknown-selector',
  message: sentence(problem),
  at,
  received,
})

export const nestedValue = (at: Place, field: string): Issue => ({
  code: 'nested-value',
  message: field.includes('[')
    ? `A value of \`${field}\` is a map or a list; brackets select the elements of a list in rules with \`sigma-version: 3\` only.`
    : `A value of \`${field}\` is a map or a list; name a nested field by its path, as in \`${field}.name: value\`.`,
  at,
})

export const invalidValue = (at: Place, problem: string, received: unknown): Issue => ({
  code: 'invalid-value',
  message: sentence(problem),
  at,
  received: JSON.stringify(received),
})

export const unknownModifier = (at: Place, name: string, near: string | undefined): Issue => ({
  code: 'unknown-modifier',
  message: sentence(`\`${name}\` is not a modifier${didYouMean(near)}`),
  at,
  received: name,
})

export const modifiersDoNotCombine = (at: Place, first: string, second: string): Issue => ({
  code: 'modifiers-do-not-combine',
  message:
    first === second
      ? `The modifier \`${first}\` is given twice.`
      : `The modifiers \`${first}\` and \`${second}\` do not combine.`,
  at,
  received: `${first}|${second}`,
})

export const modifierOrder = (at: Place, earlier: string, later: string): Issue => ({
  code: 'modifier-order',
  message: `Modifiers apply in the order given: \`${earlier}\` must stand before \`${later}\`.`,
  at,
  expected: `${earlier}|${later}`,
  received: `${later}|${earlier}`,
})

export const flagWithoutRegex = (at: Place, flag: string): Issue => ({
  code: 'modifiers-do-not-combine',
  message: `\`${flag}\` is a flag of the modifier \`re\`, which is not there.`,
  at,
  received: flag,
})

export const allOfOneValue = (at: Place): Issue => ({
  code: 'all-of-one-value',
  message: 'The modifier `all` needs a list of two or more values (Sigma 2.1); leave it out here.',
  at,
})

export const severalExists = (at: Place): Issue => ({
  code: 'invalid-value',
  message: '`exists` needs one value, true or false.',
  at,
})
