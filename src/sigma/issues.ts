import type { Issue, Place } from '#primitives'

/* The wording of everything that can be wrong with a rule: one function for each code. */

const meant = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`)

// The file

export const fileTooLarge = (at: Place, limit: number): Issue => ({
  code: 'rule-file-too-large',
  message: `A rule file may have at most ${limit} characters.`,
  at,
})

export const malformedYaml = (at: Place, reason: string): Issue => ({
  code: 'malformed-yaml',
  message: sentence(`This is not well-formed YAML: ${reason}`),
  at,
})

export const duplicateKey = (at: Place): Issue => ({
  code: 'duplicate-key',
  message:
    'This key stands in the same map twice; for two comparisons of one field, write a list of values or a second search.',
  at,
})

export const mergeKey = (at: Place): Issue => ({
  code: 'merge-key',
  message: 'The merge key `<<` is no part of YAML 1.2; write the keys out, or use an alias for a whole value.',
  at,
})

export const tooMuchYaml = (at: Place, nodes: number, depth: number): Issue => ({
  code: 'too-much-yaml',
  message: `A rule may hold at most ${nodes} values (aliases followed), nested at most ${depth} deep.`,
  at,
})

export const noRule = (at: Place): Issue => ({
  code: 'no-rule',
  message: 'There is no rule in this file.',
  at,
})

// The rule

export const notARule = (at: Place): Issue => ({
  code: 'not-a-rule',
  message: 'A Sigma rule is a map with at least `title`, `logsource` and `detection`.',
  at,
})

export const unsupportedDocument = (at: Place, key: 'action' | 'correlation' | 'filter'): Issue => ({
  code: 'unsupported-document',
  message: {
    action: 'Documents with `action` (global, reset, repeat) are no longer part of Sigma; write each rule in full.',
    correlation: 'Correlation rules are not supported; only rules with a `detection`.',
    filter: 'Filter documents are not supported; write the exclusion into the condition of the rule.',
  }[key],
  at,
})

export const notOnlyRules = (at: Place, kind: 'correlation' | 'filter'): Issue => ({
  code: 'not-only-rules',
  message: `Only rules are read here; this document is a ${kind}.`,
  at,
  expected: 'rules',
  received: kind,
})

export const missingKey = (at: Place, key: string, instead: string | undefined): Issue => ({
  code: 'missing-key',
  message: instead === undefined ? `\`${key}\` is missing.` : `\`${key}\` is missing; was it meant by \`${instead}\`?`,
  at,
  expected: key,
  ...(instead === undefined ? {} : { received: instead }),
})

export const wrongType = (at: Place, key: string, expected: string): Issue => ({
  code: 'wrong-type',
  message: `\`${key}\` must be ${expected}.`,
  at,
  expected,
})

export const unknownWord = (at: Place, key: string, word: string, words: readonly string[], near?: string): Issue => ({
  code: 'unknown-word',
  message: sentence(`\`${word}\` is no ${key} that Sigma knows (${words.join(', ')})${meant(near)}`),
  at,
  expected: words.join(' | '),
  received: word,
})

export const timeframe = (at: Place): Issue => ({
  code: 'unsupported-timeframe',
  message: '`timeframe` is not supported: a search looks at one event at a time.',
  at,
})

export const misspeltKey = (at: Place, key: string, near: string): Issue => ({
  code: 'misspelt-key',
  message: `\`${key}\` is not a key of Sigma; did you mean \`${near}\`?`,
  at,
  expected: near,
  received: key,
})

// Searches

export const searchName = (at: Place, name: string): Issue => ({
  code: 'search-name',
  message: `A search cannot be called \`${name}\`: a name has no spaces, parentheses, pipes or stars, and is no word of the condition language.`,
  at,
  received: name,
})

export const emptySearch = (at: Place): Issue => ({
  code: 'empty-search',
  message: 'A search needs at least one field to compare.',
  at,
})

export const emptyValues = (at: Place, field: string): Issue => ({
  code: 'empty-values',
  message: `\`${field}\` is compared with an empty list; write the values, or null for a field that has none.`,
  at,
})

export const keywordSearch = (at: Place): Issue => ({
  code: 'unsupported-keywords',
  message: 'Keyword searches (text without a field) are not supported; name the field to look in.',
  at,
})

export const nestedValue = (at: Place, field: string): Issue => ({
  code: 'nested-value',
  message: `A value of \`${field}\` is a map or a list; name a nested field by its path, as in \`${field}.name: value\`.`,
  at,
})

export const invalidValue = (at: Place, problem: string, received: unknown): Issue => ({
  code: 'invalid-value',
  message: sentence(problem),
  at,
  received: JSON.stringify(received),
})

export const unsupportedModifier = (at: Place, name: string, instead: string): Issue => ({
  code: 'unsupported-modifier',
  message: sentence(`The modifier \`${name}\` is not supported; ${instead}`),
  at,
  received: name,
})

export const unknownModifier = (at: Place, name: string, near: string | undefined): Issue => ({
  code: 'unknown-modifier',
  message: sentence(`\`${name}\` is not a modifier${meant(near)}`),
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

// Conditions

export const conditionSyntax = (at: Place, problem: string, received?: string): Issue => ({
  code: 'condition-syntax',
  message: sentence(
    `The condition cannot be read: ${problem}${received === undefined ? '' : `, found \`${received}\``}`,
  ),
  at,
  ...(received === undefined ? {} : { received }),
})

export const unknownSearch = (at: Place, name: string, near: string | undefined): Issue => ({
  code: 'unknown-search',
  message: sentence(
    name.includes('*')
      ? `No search has a name like \`${name}\`${meant(near)}`
      : name === 'them'
        ? 'There is no search that `them` could mean (names that begin with `_` are left out)'
        : `There is no search called \`${name}\`${meant(near)}`,
  ),
  at,
  received: name,
})

export const unsupportedQuantifier = (at: Place, quantifier: string): Issue => ({
  code: 'unsupported-quantifier',
  message: `\`${quantifier} of\` is not supported; Sigma has \`1 of\` and \`all of\`.`,
  at,
  received: quantifier,
})

export const aggregation = (at: Place, name: string): Issue => ({
  code: 'unsupported-aggregation',
  message: `Aggregations (\`| ${name}\`) are no longer part of Sigma and not supported; a condition looks at one event at a time.`,
  at,
  received: name,
})

export const nearOperator = (at: Place): Issue => ({
  code: 'unsupported-aggregation',
  message: '`near` is no longer part of Sigma and not supported; a condition looks at one event at a time.',
  at,
  received: 'near',
})

export const unusedSearch = (at: Place, name: string): Issue => ({
  code: 'unused-search',
  message: `The search \`${name}\` is used by no condition.`,
  at,
  received: name,
})

// Binding to events

export const unknownField = (at: Place, field: string, near: string | undefined): Issue => ({
  code: 'unknown-field',
  message: sentence(`\`${field}\` is not a field${meant(near)}`),
  at,
  received: field,
})

export const mixedSearch = (at: Place, search: string, late: string, other: string): Issue => ({
  code: 'mixed-search',
  message: `\`${late}\` is known only when all logs have been read, \`${other}\` at once: put the comparison into a search of its own, beside \`${search}\`.`,
  at,
  received: late,
})
