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

  test('texts without a field are keywords, `|all` for those that must all be there', () => {
    const words = (values: string[], all: boolean) => ({
      kind: 'keywords',
      match: { operator: 'contains', values, all },
    })
    expect(read('keyword')).toMatchObject({ value: words(['keyword'], false) })
    expect(read(['one', 'two'])).toMatchObject({ value: words(['one', 'two'], false) })
    expect(read({ '|all': ['one', 'two'] })).toMatchObject({ value: words(['one', 'two'], true) })
    expect(read(['one', { a: 1 }])).toMatchObject({ value: { kind: 'any', items: [words(['one'], false), {}] } })
    expect(read({ '|re': 'x.y' })).toMatchObject({ value: { kind: 'keywords', match: { operator: 're' } } })
    expect(codes({ '|startswith': 'x' })).toEqual(['modifiers-do-not-combine'])
    expect(codes({ '': 'x' })).toEqual(['empty-name'])
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
    ['a|fieldref|contains|cased', 'b', { operator: 'fieldref|contains', cased: true }],
    ['a|re|i|s', 'x.y', { operator: 're', values: ['(?is)x.y'] }],
    ['a|exists', false, { operator: 'exists' }],
    ['a|cidr', ['192.0.2.0/24', '2001:db8::/32'], { operator: 'cidr' }],
    ['a|gte', [1, 2], { operator: 'gte' }],
    ['a|neq', 'x', { operator: 'equals', negated: true }],
    ['a|hour', [22, 23], { operator: 'equals', part: 'hour' }],
    ['a|hour|gte', 22, { operator: 'gte', part: 'hour' }],
    ['a|windash|contains', ' -x', { operator: 'contains', values: [' -x'] }],
    ['a|base64', 'a', { operator: 'equals', values: ['a'], standsFor: [['YQ==']] }],
  ])('%s is understood', (key, value, match) => {
    expect(read({ [key]: value })).toMatchObject({ value: { match: { field: 'a', ...match } } })
  })

  test.each([
    ['a|contains|base64', 'base64|contains'],
    ['a|base64|wide', 'wide|base64'],
    ['a|base64|windash', 'windash|base64'],
    ['a|contains|fieldref', 'fieldref|contains'],
    ['a|i|re', 're|i'],
    ['a|gt|hour', 'hour|gt'],
    ['a|cidr|expand', 'expand|cidr'],
  ])('%s stand in the wrong order', (key, expected) => {
    expect(read({ [key]: 'x' })).toMatchObject({ issues: [{ code: 'modifier-order', expected }] })
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
    'a|neq|all',
    'a|exists|neq',
    'a|neq|gt',
    'a|re|wide',
    'a|utf16|wide|base64',
    'a|base64|base64offset',
    'a|hour|minute',
    'a|hour|contains',
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
    ['a|fieldref', 'b*'],
    ['a|hour', 24],
    ['a|hour', '9'],
    ['a|month', 0],
    ['a|base64', 'a*'],
    ['a|base64offset|contains', 'a'],
    ['a|wide', 'é'],
    ['a|expand', '%nobody%'],
    ['a|expand', 'plain'],
  ])('%s with %j is refused', (key, value) => {
    expect(codes({ [key]: value })).toEqual(['invalid-value'])
  })

  test('every bad value of a list is reported at its own place', () => {
    const result = parseSearch({ 'a|cidr': ['x', '192.0.2.0/24', 'y'] }, path => ({ file: path }))
    expect(result.ok ? [] : result.issues.map(issue => issue.at.file)).toEqual(['a|cidr.0', 'a|cidr.2'])
  })
})
