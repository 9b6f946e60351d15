import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { readIssueCodes } from '../../../test/architecture/read-issue-codes.ts'
import { parseSigmaDocuments } from '../parse/parse-sigma.ts'
import { toFindings } from './check.ts'
import { lintDocument, sigmaChecks } from './lint-rule.ts'

const complete = `id: 5a9c8f0e-1d56-4e1a-9d3a-5f8e2f7c1b11
level: low
status: test
`

function lint(detection: string, more = complete) {
  const indented = detection.replaceAll(/^/gm, '  ')
  return lintFile(`title: t\nlogsource: {product: aws}\ndetection:\n${indented}\n${more}`)
}

function lintFile(text: string) {
  const parsed = parseSigmaDocuments(text, 'rule.yml')
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'))
  return parsed.value.flatMap(lintDocument)
}

describe('a rule', () => {
  test('that is complete and plain has no remark', () => {
    expect(lint('a: {b: [x, y], c|contains: z}\ncondition: a', `${complete}tags: [attack.t1530]`)).toEqual([])
  })

  test.each([
    ['unused-search', 'a: {b: 1}\nunused: {b: 2}\ncondition: a', ''],
    ['misspelt-key', 'a: {b: 1}\ncondition: a', 'levle: high'],
    ['broken-tag', 'a: {b: 1}\ncondition: a', 'tags: [Attack T1530]'],
    ['impossible-search', 'a: {b: x, b|exists: false}\ncondition: a', ''],
    ['impossible-search', 'a: {b: X, b|neq: [x, y]}\ncondition: a', ''],
    ['duplicate-value', 'a: {b: [x, y, X]}\ncondition: a', ''],
    ['duplicate-value', 'a: [x, X]\ncondition: a', ''],
    ['whole-base64offset', 'a: {b|base64offset: whoami}\ncondition: a', ''],
    ['selector-without-version', 'a: {"b[any].c": x}\ncondition: a', ''],
    ['elements-apart', 'a: {"b[any].c": x, "b[any].d": y}\ncondition: a', 'sigma-version: 3'],
    ['wildcard-for-modifier', 'a: {b: "*x"}\ncondition: a', ''],
    ['pattern-for-text', 'a: {b|re: ".*evil.*"}\ncondition: a', ''],
  ])('is said to have: %s (%s)', (code, detection, more) => {
    expect(lint(detection, complete + more).map(finding => finding.code)).toEqual([code])
  })

  test.each([
    ['a: {b: [x, X], b|cased: [x, X]}\ncondition: a', 1],
    ['a: {b: x, b|neq: y}\ncondition: a', 0],
    ['a: {b: null, b|exists: false}\ncondition: a', 0],
    ['a: {b: "*", c: "x*y", d: "x\\\\*"}\ncondition: a', 0],
    ['a: {b|re: "ev[ei]l", c|re: "a.c", d|re|i: "(x|y)"}\ncondition: a', 0],
  ])('%s has %i remarks', (detection, count) => {
    expect(lint(detection)).toHaveLength(count)
  })

  test('without id, level and status says so; one that is deprecated too', () => {
    expect(lint('a: {b: 1}\ncondition: a', '').map(({ code }) => code)).toEqual([
      'missing-id',
      'missing-level',
      'missing-status',
    ])
    expect(lint('a: {b: 1}\ncondition: a', 'id: x\nlevel: low\nstatus: deprecated').map(({ code }) => code)).toEqual([
      'odd-id',
      'deprecated-rule',
    ])
  })
})

test('a rule of a correlation has a name, and its correlation the rest', () => {
  expect(lint('a: {b: 1}\ncondition: a', 'name: base')).toEqual([])
})

describe('a finding', () => {
  test.each([
    ['"*x"', 'b|endswith: x'],
    ['"x*"', 'b|startswith: x'],
    ['"*x?*"', undefined],
    ['"*a\\\\*b*"', 'b|contains: a\\*b'],
  ])('about the wildcards of %s suggests %s', (value, suggestion) => {
    expect(lint(`a: {b: ${value}}\ncondition: a`).map(finding => finding.suggestion)[0]).toBe(suggestion)
  })

  test.each([
    ['evil', 'b|contains: evil'],
    ['^evil', 'b|startswith: evil'],
    ['.*\\.exe$', 'b|endswith: .exe'],
    ['^a/b$', 'b: a/b'],
    ['.*\\*.*', 'b|contains: \\*'],
  ])('about the pattern %s suggests %s', (pattern, suggestion) => {
    expect(lint(`a: {b|re: '${pattern}'}\ncondition: a`)).toMatchObject([
      { number: 'BW155', severity: 'hint', suggestion },
    ])
  })

  test('has a number, a severity and its place', () => {
    expect(lint('a: {b: 1}\nunused: {b: 2}\ncondition: a')).toMatchObject([
      { number: 'BW101', severity: 'warning', at: { file: 'rule.yml', line: 5, column: 3 } },
    ])
  })

  test('is made of what refuses a document too, with what was probably meant', () => {
    const parsed = parseSigmaDocuments(
      'title: t\nlogsource: {product: aws}\ndetection: {a: {b|contians: x}, condition: a}',
      'r.yml',
    )
    expect(parsed.ok ? [] : toFindings(parsed.issues, sigmaChecks)).toMatchObject([
      { number: 'BW024', severity: 'error', suggestion: 'contains' },
    ])
  })
})

test('a filter whose condition has no `not` keeps what it probably should leave out', () => {
  const filter = (condition: string) =>
    `title: t\n${complete}logsource: {product: aws}\nfilter: {rules: any, a: {b: 1}, condition: ${condition}}`
  expect(lintFile(filter('a')).map(({ code }) => code)).toEqual(['filter-without-not'])
  expect(lintFile(filter('not a'))).toEqual([])
})

describe('the checks', () => {
  const folder = dirname(import.meta.dirname)
  const codes = globSync('**/*.ts', { cwd: folder })
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path => readIssueCodes(readFileSync(join(folder, path), 'utf8')))

  test('have one for each code of an issue, and no code that is gone', () => {
    expect([...new Set(codes)].sort()).toEqual(sigmaChecks.map(({ code }) => code).sort())
  })

  test('have each number once', () => {
    const numbers = sigmaChecks.map(({ number }) => number)
    expect(numbers).toEqual([...new Set(numbers)])
  })
})
