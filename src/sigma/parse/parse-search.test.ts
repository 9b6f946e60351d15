import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { parseSearch } from './parse-search.ts'

const at = { file: 'rule.yml', line: 7, column: 3 }
const read = (value: unknown) => parseSearch(value, at)
const codes = (value: unknown): string[] => {
  const result = read(value)
  return result.ok ? [] : result.issues.map(issue => issue.code)
}

describe('structure', () => {
  test('a map is a conjunction, a list of maps a disjunction, lists of lists nest', () => {
    const field = (name: string) => ({ kind: 'field', match: { field: name, operator: 'equals' } })
    expect(read({ a: 1, b: 2 })).toMatchObject({ value: { kind: 'all', items: [field('a'), field('b')] } })
    expect(read([{ a: 1 }, { b: 2 }])).toMatchObject({ value: { kind: 'any', items: [field('a'), field('b')] } })
    expect(read([[{ a: 1 }, { b: 2 }], { c: 3 }])).toMatchObject({
      value: { kind: 'any', items: [{ kind: 'any' }, field('c')] },
    })
  })

  test('a list of values is kept with its types', () => {
    expect(read({ a: ['x', 5, true, null] })).toMatchObject({
      value: { kind: 'field', match: { field: 'a', values: ['x', 5, true, null], all: false, cased: false } },
    })
  })

  test('text without a field is refused once for a list', () => {
    expect(codes('keyword')).toEqual(['unsupported-keywords'])
    expect(codes(['one', 'two'])).toEqual(['unsupported-keywords'])
    expect(codes({ '|all': ['one', 'two'] })).toEqual(['unsupported-keywords'])
  })

  test('empty maps, lists and values are refused', () => {
    expect(codes({})).toEqual(['empty-search'])
    expect(codes([])).toEqual(['empty-search'])
    expect(codes(null)).toEqual(['empty-search'])
    expect(codes([{ a: 1 }, {}])).toEqual(['empty-search'])
    expect(codes({ a: [] })).toEqual(['empty-values'])
  })

  test('maps and lists as values are refused', () => {
    expect(codes({ a: { b: 1 } })).toEqual(['nested-value'])
    expect(codes({ a: [1, [2], { b: 3 }] })).toEqual(['nested-value', 'nested-value'])
  })
})

describe('modifiers', () => {
  test.each([
    ['a|contains|all', ['x', 'y'], { operator: 'contains', all: true }],
    ['a|cased|startswith', 'x', { operator: 'startswith', cased: true }],
    ['a|fieldref', 'b', { operator: 'fieldref' }],
    ['a|fieldref|endswith', 'b', { operator: 'fieldref|endswith' }],
    ['a|contains|fieldref|cased', 'b', { operator: 'fieldref|contains', cased: true }],
    ['a|re|i|s', 'x.y', { operator: 're', values: ['(?is)x.y'] }],
    ['a|exists', false, { operator: 'exists' }],
    ['a|cidr', ['192.0.2.0/24', '2001:db8::/32'], { operator: 'cidr' }],
    ['a|gte', [1, 2], { operator: 'gte' }],
  ])('%s is understood', (key, value, match) => {
    expect(read({ [key]: value })).toMatchObject({ value: { match: { field: 'a', ...match } } })
  })

  test.each([
    'base64',
    'base64offset',
    'utf16',
    'utf16le',
    'utf16be',
    'wide',
    'windash',
    'expand',
    'neq',
    'hour',
    'week',
  ])('%s is refused by name', name => {
    const result = read({ [`a|${name}`]: 'x' })
    expect(result).toMatchObject({
      issues: [{ code: 'unsupported-modifier', message: expect.stringContaining(`\`${name}\` is not supported`) }],
    })
  })

  test('an unknown one is refused with the name that was meant', () => {
    const result = read({ 'a|startwith': 'x' })
    expect(result.ok ? [] : result.issues.map(formatIssue)).toEqual([
      'rule.yml:7:3: `startwith` is not a modifier; did you mean `startswith`?',
    ])
  })

  test.each([
    'a|contains|startswith',
    'a|re|contains',
    'a|re|cased',
    'a|cidr|cased',
    'a|lt|gt',
    'a|exists|all',
    'a|fieldref|re',
    'a|contains|contains',
    'a|i',
    'a|contains|i',
  ])('%s does not combine', key => {
    expect(codes({ [key]: ['x', 'y'] })).toEqual(['modifiers-do-not-combine'])
  })

  test('`all` of one value is refused, as Sigma 2.1 says', () => {
    expect(codes({ 'a|contains|all': 'x' })).toEqual(['all-of-one-value'])
  })
})

describe('values', () => {
  test.each([
    ['a|re', '(unclosed'],
    ['a|re', '(?=ahead)'],
    ['a|re', '(a)\\1'],
    ['a|re', 'a{1000}{1000}'],
    ['a|re', 'a'.repeat(1025)],
    ['a|re', null],
    ['a|cidr', '10.0.0.1/8'],
    ['a|cidr', 5],
    ['a|exists', 'yes'],
    ['a|gt', '5'],
    ['a|contains', null],
    ['a|fieldref', 5],
  ])('%s with %j is refused', (key, value) => {
    expect(codes({ [key]: value })).toEqual(['invalid-value'])
  })

  test('every bad value of a list is reported at its own place', () => {
    const result = parseSearch({ 'a|cidr': ['x', '192.0.2.0/24', 'y'] }, path => ({ file: path }))
    expect(result.ok ? [] : result.issues.map(issue => issue.at.file)).toEqual(['a|cidr.0', 'a|cidr.2'])
  })
})
