import { didYouMean, type Issue, type Place } from '#primitives'

/* The wording of everything that can be wrong with a rule: one function for each code. */

/** A text with a capital at its start and a stop at its end. */
export const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? '' : '.')

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

export const twoKinds = (at: Place, one: string, other: string): Issue => ({
  code: 'unsupported-document',
  message: `A document has a \`${one}\` or a \`${other}\`, not both.`,
  at,
  received: `${one} and ${other}`,
})

export const oldCollection = (at: Place): Issue => ({
  code: 'unsupported-document',
  message: 'Documents with `action` (global, reset, repeat) are no longer part of Sigma; write each rule in full.',
  at,
  received: 'action',
})

export const notOnlyRules = (at: Place, kind: 'correlation' | 'filter'): Issue => ({
  code: 'not-only-rules',
  message: `Only rules are read here; this document is a ${kind}.`,
  at,
  expected: 'rules',
  received: kind,
})

export const notOneRule = (at: Place, rules: number): Issue => ({
  code: 'not-one-rule',
  message: `One rule is read here; there are ${rules}.`,
  at,
  expected: '1 rule',
  received: String(rules),
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
  message: sentence(`\`${word}\` is no ${key} that Sigma knows (${words.join(', ')})${didYouMean(near)}`),
  at,
  expected: words.join(' | '),
  received: word,
})

export const sigmaVersion = (at: Place, received: string): Issue => ({
  code: 'unsupported-version',
  message: `\`sigma-version\` is ${received}; rules of Sigma 1, 2 and 3 are understood.`,
  at,
  expected: '1, 2 or 3',
  received,
})

export const unsupportedTaxonomy = (at: Place, received: string): Issue => ({
  code: 'unsupported-taxonomy',
  message: `\`taxonomy\` is ${received}: fields and values have other names there; only the default, \`sigma\`, is read here.`,
  at,
  expected: 'sigma',
  received,
})

export const timeframe = (at: Place): Issue => ({
  code: 'unsupported-timeframe',
  message:
    '`timeframe` is no longer part of Sigma: a search looks at one event at a time; count events with a correlation.',
  at,
})

// Filters

export const filterRules = (at: Place): Issue => ({
  code: 'filter-rules',
  message: '`filter.rules` names the rules that are filtered: a list of ids or names, or `any`.',
  at,
  expected: 'a list of ids or names, or any',
})

export const unknownFiltered = (at: Place, name: string, near: string | undefined): Issue => ({
  code: 'unknown-filtered',
  message: sentence(`No rule that is loaded has the id or name \`${name}\`${didYouMean(near)}`),
  at,
  received: name,
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
      ? `No search has a name like \`${name}\`${didYouMean(near)}`
      : name === 'them'
        ? 'There is no search that `them` could mean (names that begin with `_` are left out)'
        : `There is no search called \`${name}\`${didYouMean(near)}`,
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
  message: `Aggregations (\`| ${name}\`) are no longer part of Sigma: a condition looks at one event at a time; count events with a correlation.`,
  at,
  received: name,
})

export const nearOperator = (at: Place): Issue => ({
  code: 'unsupported-aggregation',
  message:
    '`near` is no longer part of Sigma: a condition looks at one event at a time; use a correlation of type temporal.',
  at,
  received: 'near',
})

// Binding to events

export const unknownField = (at: Place, field: string, near: string | undefined): Issue => ({
  code: 'unknown-field',
  message: sentence(`\`${field}\` is not a field${didYouMean(near)}`),
  at,
  received: field,
})

export const mixedSearch = (at: Place, search: string, late: string, other: string): Issue => ({
  code: 'mixed-search',
  message: `\`${late}\` is known only when all logs have been read, \`${other}\` at once: put the comparison into a search of its own, beside \`${search}\`.`,
  at,
  received: late,
})
