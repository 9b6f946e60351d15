import { didYouMean, type Issue, type Place } from '#primitives'

/* The wording of what is allowed but odd: one function for each code. */

export const misspeltKey = (at: Place, key: string, near: string): Issue => ({
  code: 'misspelt-key',
  message: `\`${key}\` is not a key of Sigma${didYouMean(near)}`,
  at,
  expected: near,
  received: key,
})

export const unusedSearch = (at: Place, name: string): Issue => ({
  code: 'unused-search',
  message: `The search \`${name}\` is used by no condition.`,
  at,
  received: name,
})

export const missingId = (at: Place): Issue => ({
  code: 'missing-id',
  message: 'The rule has no `id`, by which others could refer to it.',
  at,
})

export const oddId = (at: Place, id: string): Issue => ({
  code: 'odd-id',
  message: `\`${id}\` is no UUID.`,
  at,
  received: id,
})

export const missingLevel = (at: Place): Issue => ({
  code: 'missing-level',
  message: 'The rule has no `level`; it is taken for medium.',
  at,
})

export const missingStatus = (at: Place): Issue => ({
  code: 'missing-status',
  message: 'The rule has no `status`.',
  at,
})

export const deprecatedRule = (at: Place, status: string): Issue => ({
  code: 'deprecated-rule',
  message: `The author says of the rule that it is ${status}.`,
  at,
  received: status,
})

export const brokenTag = (at: Place, tag: string): Issue => ({
  code: 'broken-tag',
  message: `\`${tag}\` is no tag: a tag is a namespace and a name in lower case, as in \`attack.t1530\`.`,
  at,
  received: tag,
})

export const impossibleSearch = (at: Place, field: string, one: string, other: string): Issue => ({
  code: 'impossible-search',
  message: `This can never be true: \`${field}\` ${one}, and ${other}.`,
  at,
  received: field,
})

export const duplicateValue = (at: Place, value: string): Issue => ({
  code: 'duplicate-value',
  message: `The value \`${value}\` stands twice in the list.`,
  at,
  received: value,
})

export const filterWithoutNot = (at: Place): Issue => ({
  code: 'filter-without-not',
  message: 'A filter keeps what meets its condition; to leave that out, the condition begins with `not`.',
  at,
})

export const elementsApart = (at: Place, list: string): Issue => ({
  code: 'elements-apart',
  message: `Each of these looks for an element of \`${list}\` of its own; for one that meets both, write one block below \`${list}\`.`,
  at,
  received: list,
})

export const selectorWithoutVersion = (at: Place, field: string): Issue => ({
  code: 'selector-without-version',
  message: `Without \`sigma-version: 3\`, the bracket is a part of the name \`${field}\`.`,
  at,
  expected: 'sigma-version: 3',
  received: field,
})

export const wholeBase64offset = (at: Place, field: string): Issue => ({
  code: 'whole-base64offset',
  message: `\`${field}\` would have to be just the piece; put \`contains\` behind \`base64offset\`.`,
  at,
  expected: 'base64offset|contains',
})

export const wildcardForModifier = (at: Place, value: string, instead: string): Issue => ({
  code: 'wildcard-for-modifier',
  message: `\`${value}\` can be written as \`${instead}\`.`,
  at,
  expected: instead,
  received: value,
})

export const patternForText = (at: Place, pattern: string, instead: string): Issue => ({
  code: 'pattern-for-text',
  message: `The regular expression \`${pattern}\` is plain text; \`${instead}\` compares the same.`,
  at,
  expected: instead,
  received: pattern,
})
