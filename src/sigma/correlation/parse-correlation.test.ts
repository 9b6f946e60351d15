import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { parseSigmaDocuments } from '../parse/parse-sigma.ts'
import type { SigmaCorrelation } from './correlation.ts'

const file = 'burst.yml'

const withBody = (body: string): string => `title: Burst\ncorrelation:\n${body.replaceAll(/^/gm, '  ')}\n`

const count = `type: event_count
rules: [denied]
group-by: [User]
timespan: 10m
condition: { gte: 10 }`

function read(text: string): SigmaCorrelation {
  const parsed = parseSigmaDocuments(text, file)
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const [document] = parsed.value
  if (document?.kind !== 'correlation') throw new Error('not a correlation')
  return document.correlation
}

function issuesOf(body: string): string[] {
  const parsed = parseSigmaDocuments(withBody(body), file)
  return parsed.ok ? [] : parsed.issues.map(formatIssue)
}

describe('a correlation', () => {
  test('is read with its timespan in milliseconds', () => {
    expect(read(withBody(count))).toMatchObject({
      title: 'Burst',
      type: 'event_count',
      rules: ['denied'],
      groupBy: ['User'],
      timespan: 600_000,
      condition: { kind: 'compare', comparisons: [{ operator: 'gte', than: 10 }], field: [] },
      aliases: {},
      generate: undefined,
    })
  })

  test('has a range when it compares twice', () => {
    const { condition } = read(withBody(count.replace('gte: 10', 'gt: 100, lte: 200')))
    expect(condition).toMatchObject({
      comparisons: [
        { operator: 'gt', than: 100 },
        { operator: 'lte', than: 200 },
      ],
    })
  })

  test('says generate beside or below `correlation`', () => {
    expect(read(withBody(`${count}\ngenerate: true`)).generate).toBe(true)
    expect(read(`${withBody(count)}generate: false\n`).generate).toBe(false)
  })

  test('of a temporal type asks for all rules when it has no condition', () => {
    const { condition, groupBy } = read(withBody('type: temporal\nrules: [a, b, c]\ntimespan: 1h'))
    expect(condition).toMatchObject({ comparisons: [{ operator: 'gte', than: 3 }] })
    expect(groupBy).toEqual([])
  })

  test('takes its rules from an extended condition', () => {
    const { rules, condition } = read(
      withBody('type: temporal\ntimespan: 1h\ncondition: opened AND (read or copied) and not closed'),
    )
    expect(rules).toEqual(['opened', 'read', 'copied', 'closed'])
    expect(condition).toMatchObject({ kind: 'expression', expression: { kind: 'and' } })
  })

  test('has aliases by rule', () => {
    const aliases = 'aliases: { User: { denied: userIdentity.arn } }'
    expect(read(withBody(`${count}\n${aliases}`)).aliases).toEqual({ User: { denied: 'userIdentity.arn' } })
  })

  test('reads a median as a percentile', () => {
    const { condition } = read(
      withBody('type: value_median\nrules: [a]\ntimespan: 1h\ncondition: { field: bytes, gte: 1 }'),
    )
    expect(condition).toMatchObject({ field: ['bytes'], percentile: 50 })
  })
})

describe('a correlation is refused', () => {
  test.each([
    ['an unknown type', 'event_count', 'event_counts', '3:9: .*did you mean `event_count`'],
    ['an unknown key', 'group-by', 'group_by', '5:3: .*did you mean `group-by`'],
    ['a timespan without a unit', '10m', '10', '6:13: `correlation.timespan` must be'],
    ['an empty timespan', '10m', '0m', '6:13: `correlation.timespan` must be'],
    ['an unknown comparison', 'gte', 'gtee', '7:16: .*did you mean `gte`'],
    ['no comparison', '{ gte: 10 }', '{}', '7:3: The condition compares with nothing'],
    ['a comparison with text', 'gte: 10', 'gte: many', '7:16: `gte` must be a number'],
    ['a range that is empty', 'gte: 10', 'gt: 10, lt: 10', '7:3: No number meets'],
    ['a field that it does not ask', 'gte: 10', 'gte: 10, field: s3.key', '7:25: `field` is for value_count'],
    ['a rule named twice', '[denied]', '[denied, denied]', '4:19: `denied` stands in `correlation.rules` twice'],
    ['no rules', '[denied]', '[]', '4:3: `correlation.rules` is empty'],
    ['names as its condition', '{ gte: 10 }', 'denied', '7:3: `a condition of names` is for temporal types'],
    [
      'an alias that nothing uses',
      '{ gte: 10 }',
      '{ gte: 10 }\naliases: { Who: { denied: User } }',
      '8:14: The alias `Who` is used by neither',
    ],
    [
      'an alias of a rule that it does not name',
      '{ gte: 10 }',
      '{ gte: 10 }\naliases: { User: { denyed: arn } }',
      '8:22: .*did you mean `denied`',
    ],
    ['an answer that is no answer', '{ gte: 10 }', '{ gte: 10 }\ngenerate: maybe', '8:3: .*true or false'],
  ])('with %s', (_, from, to, expected) => {
    expect(count).toContain(from)
    expect(issuesOf(count.replace(from, to))).toEqual([expect.stringMatching(new RegExp(`^burst.yml:${expected}`))])
  })

  test.each([
    ['without a type', 'rules: [a]\ntimespan: 1h', '`correlation.type` is missing'],
    ['without a timespan', 'type: temporal\nrules: [a, b]', '`correlation.timespan` is missing'],
    ['without a condition', 'type: event_count\nrules: [a]\ntimespan: 1h', '`correlation.condition` is missing'],
    [
      'without a field to look at',
      'type: value_count\nrules: [a]\ntimespan: 1h\ncondition: { gt: 1 }',
      '`correlation.condition.field` is missing; value_count needs it',
    ],
    [
      'without the percentile that it means',
      'type: value_percentile\nrules: [a]\ntimespan: 1h\ncondition: { gt: 1, field: bytes }',
      '`percentile` must be a number above 0',
    ],
    [
      'with a condition that names another rule',
      'type: temporal\nrules: [opened, read]\ntimespan: 1h\ncondition: opened and reed',
      '6:25: `reed` is not among the rules of the correlation; did you mean `read`',
    ],
    [
      'with a rule that its condition leaves out',
      'type: temporal\nrules: [opened, read]\ntimespan: 1h\ncondition: opened',
      '4:19: The condition does not name `read`',
    ],
    [
      'with a condition that cannot be read',
      'type: temporal\nrules: [opened]\ntimespan: 1h\ncondition: opened and',
      'The condition cannot be read',
    ],
  ])('%s', (_, body, expected) => {
    expect(issuesOf(body).join('\n')).toContain(expected)
  })
})
