import { expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { parseSigmaDocuments } from '#sigma'
import { partsAmong } from './parts-among.ts'

const rule = (name: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: { product: aws }\ndetection: { s: { eventName: x }, condition: s }\n`

const correlation = (name: string, rules: string, more = ''): string =>
  `title: ${name}\nname: ${name}\ncorrelation: { type: temporal, rules: [${rules}], timespan: 1h${more} }\n`

function partsOf(...documents: readonly string[]): string[] {
  const parsed = parseSigmaDocuments(documents.join('---\n'), 'a.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  const all = parsed.value.flatMap(one =>
    one.kind === 'rule' ? one.rule : one.kind === 'correlation' ? one.correlation : [],
  )
  return Array.from(partsAmong(all), ({ name }) => name ?? '').toSorted()
}

test('rules that a correlation of the file counts are its parts', () => {
  expect(partsOf(rule('a'), rule('b'), correlation('c', 'a'))).toEqual(['a'])
})

test('rules that are to raise findings of their own are not', () => {
  expect(partsOf(rule('a'), correlation('c', 'a', ', generate: true'))).toEqual([])
})

test('a correlation that another one counts is a part, with its own parts', () => {
  expect(partsOf(correlation('whole', 'many, b'), correlation('many', 'a'), rule('a'), rule('b'))).toEqual([
    'a',
    'b',
    'many',
  ])
})

test('correlations in a circle are not hidden from whoever checks them', () => {
  expect(partsOf(correlation('c', 'd'), correlation('d', 'c, a'), rule('a'))).toEqual(['a'])
})
