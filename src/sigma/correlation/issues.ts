import { didYouMean, type Issue, type Place } from '#primitives'
import { sentence } from '../issues.ts'

/* What can be wrong with a correlation beyond what can be wrong with any document. */

export const missingPart = (at: Place, key: string, type: string): Issue => ({
  code: 'missing-key',
  message: `\`correlation.${key}\` is missing${type === '' ? '' : `; ${type} needs it`}.`,
  at,
  expected: key,
})

export const unknownPart = (at: Place, where: string, key: string, near: string | undefined): Issue => ({
  code: 'unknown-key',
  message: sentence(`there is no key \`${key}\` in \`${where}\`${didYouMean(near)}`),
  at,
  ...(near !== undefined && { expected: near }),
  received: key,
})

export const emptyList = (at: Place, key: string): Issue => ({
  code: 'empty-values',
  message: `\`correlation.${key}\` is empty.`,
  at,
})

export const timespan = (at: Place, text: string): Issue => ({
  code: 'invalid-value',
  message: `\`correlation.timespan\` must be a whole number above 0 and a unit (s, m, h, d, w, M, y), such as 90s, 15m, 24h or 7d.`,
  at,
  expected: '90s, 15m, 24h, 7d',
  received: text,
})

export const repeated = (at: Place, key: string, name: string): Issue => ({
  code: 'duplicate-key',
  message: `\`${name}\` stands in \`correlation.${key}\` twice.`,
  at,
  received: name,
})

export const tooManyRules = (at: Place, limit: number, why: string): Issue => ({
  code: 'too-many-rules',
  message: `A correlation may name at most ${limit} rules${why}; chain correlations instead.`,
  at,
  expected: `at most ${limit}`,
})

export const noComparison = (at: Place, operators: readonly string[]): Issue => ({
  code: 'correlation-condition',
  message: `The condition compares with nothing; it needs one of ${operators.join(', ')}, or two of them for a range.`,
  at,
  expected: operators.join(' | '),
})

export const notANumber = (at: Place, operator: string, received: unknown): Issue => ({
  code: 'correlation-condition',
  message: `\`${operator}\` must be a number.`,
  at,
  received: JSON.stringify(received),
})

export const percentile = (at: Place): Issue => ({
  code: 'correlation-condition',
  message: '`percentile` must be a number above 0 and up to 100, such as 95.',
  at,
  expected: 'a number above 0 and up to 100',
})

export const onlyFor = (at: Place, key: string, types: string, type: string): Issue => ({
  code: 'correlation-condition',
  message: `\`${key}\` is for ${types} only, not for ${type}.`,
  at,
  received: key,
})

export const neverHolds = (at: Place): Issue => ({
  code: 'correlation-condition',
  message: 'No number meets the condition.',
  at,
})

export const unknownInExpression = (at: Place, name: string, near: string | undefined): Issue => ({
  code: 'unknown-correlated-rule',
  message: sentence(`\`${name}\` is not among the rules of the correlation${didYouMean(near)}`),
  at,
  received: name,
})

export const notInExpression = (at: Place, name: string): Issue => ({
  code: 'unused-correlated-rule',
  message: `The condition does not name \`${name}\`, which is among the rules.`,
  at,
  received: name,
})

export const aliasOfUnknownRule = (at: Place, alias: string, name: string, near: string | undefined): Issue => ({
  code: 'unknown-correlated-rule',
  message: sentence(`The alias \`${alias}\` is for \`${name}\`, which is not among the rules${didYouMean(near)}`),
  at,
  received: name,
})

export const unusedAlias = (at: Place, alias: string): Issue => ({
  code: 'unused-alias',
  message: `The alias \`${alias}\` is used by neither \`group-by\` nor \`condition.field\`.`,
  at,
  received: alias,
})
