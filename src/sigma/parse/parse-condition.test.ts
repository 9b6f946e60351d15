import { describe, expect, test } from 'vitest'
import type { Issue } from '#primitives'
import type { Condition } from '../rule.ts'
import { parseCondition } from './parse-condition.ts'

const names = ['selection_get', 'selection_put', 'filter', '_shared', 'all', '1']

function read(text: string): { condition: Condition | undefined; issues: Issue[] } {
  const issues: Issue[] = []
  const condition = parseCondition(text, names, index => ({ file: 'rule.yml', line: 1, column: index + 1 }), issues)
  return { condition, issues }
}

/** The tree with all its parentheses. */
function show(condition: Condition | undefined): string {
  if (condition === undefined) return 'none'
  if (condition.kind === 'search') return condition.name
  if (condition.kind === 'quantified') return `${condition.quantifier}{${condition.names.join(' ')}}`
  if (condition.kind === 'not') return `not ${show(condition.item)}`
  return `(${condition.items.map(show).join(` ${condition.kind} `)})`
}

describe('precedence', () => {
  test.each([
    ['filter or selection_get and selection_put', '(filter or (selection_get and selection_put))'],
    ['not filter and selection_get', '(not filter and selection_get)'],
    ['not (filter and selection_get)', 'not (filter and selection_get)'],
    ['not not filter', 'not not filter'],
    ['(filter)', 'filter'],
    ['filter and selection_get and selection_put', '(filter and selection_get and selection_put)'],
    ['not 1 of selection_* or filter', '(not one{selection_get selection_put} or filter)'],
    ['filter AND NOT selection_get', '(filter and not selection_get)'],
  ])('%s reads as %s', (text, expected) => {
    expect(show(read(text).condition)).toBe(expected)
  })
})

describe('quantifiers', () => {
  test.each([
    ['1 of selection_*', 'one{selection_get selection_put}'],
    ['any of *_put', 'one{selection_put}'],
    ['all of sel*_*t', 'all{selection_get selection_put}'],
    ['1 of filter', 'one{filter}'],
    ['1 of _*', 'one{_shared}'],
    ['all of them', 'all{selection_get selection_put filter all 1}'],
  ])('%s names %s', (text, expected) => {
    expect(show(read(text).condition)).toBe(expected)
  })

  test('searches may be called `all` and `1`', () => {
    expect(show(read('all and 1').condition)).toBe('(all and 1)')
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'condition-syntax', 1],
    ['filter and', 'condition-syntax', 11],
    ['(filter', 'condition-syntax', 8],
    ['filter)', 'condition-syntax', 7],
    ['filter filter', 'condition-syntax', 8],
    ['1 of', 'condition-syntax', 5],
    ['1 of (filter)', 'condition-syntax', 6],
    ['them', 'condition-syntax', 1],
    ['2 of selection_*', 'unsupported-quantifier', 1],
    ['filter | count() > 5', 'unsupported-aggregation', 8],
    ['filter near selection_get', 'unsupported-aggregation', 8],
    ['filtr', 'unknown-search', 1],
    ['1 of filtre*', 'unknown-search', 6],
  ])('%j is %s at column %i', (text, code, column) => {
    const { condition, issues } = read(text)
    expect(condition).toBeUndefined()
    expect(issues).toMatchObject([{ code, at: { column } }])
  })

  test('every unknown name is reported, with the one that was meant', () => {
    const messages = read('selection_gte or not filtr').issues.map(issue => issue.message)
    expect(messages).toEqual([
      'There is no search called `selection_gte`; did you mean `selection_get`?',
      'There is no search called `filtr`; did you mean `filter`?',
    ])
  })

  test('nesting and length without end', () => {
    expect(read('('.repeat(5_000)).issues).toMatchObject([{ code: 'condition-syntax' }])
    expect(read('not '.repeat(2_000)).issues).toMatchObject([{ code: 'condition-syntax' }])
    expect(read(`filter${' or filter'.repeat(5_000)}`).issues).toMatchObject([{ code: 'condition-syntax' }])
  })
})
