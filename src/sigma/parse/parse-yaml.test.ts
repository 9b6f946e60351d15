import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from './parse-yaml.ts'

const only = (text: string) => {
  const { documents, issues } = parseYaml(text, 'rule.yml')
  expect(issues).toEqual([])
  return documents[0]
}

describe('places', () => {
  test('keys, items and values are found by their dotted path', () => {
    const document = only('title: x\nlist:\n  - a: 1\n  - "b"\n')
    expect(document?.keys.get('list.0.a')).toEqual({ file: 'rule.yml', line: 3, column: 5 })
    expect(document?.keys.get('list.1')).toEqual({ file: 'rule.yml', line: 4, column: 5 })
    expect(document?.scalars.get('list.0.a')?.place).toEqual({ file: 'rule.yml', line: 3, column: 8 })
  })

  test('count lines over CRLF, a byte-order mark and earlier documents', () => {
    const { documents } = parseYaml('\uFEFFa: 1\r\n---\r\nb: 2\r\n', 'rule.yml')
    expect(documents.map(({ keys }) => [...keys])).toEqual([
      [['a', { file: 'rule.yml', line: 1, column: expect.any(Number) }]],
      [['b', { file: 'rule.yml', line: 3, column: 1 }]],
    ])
  })
})

describe('values', () => {
  test('account ids keep their leading zero, and long numbers all their digits', () => {
    expect(only('a: 012345678901\nb: 12345678901234567890\nc: 123456789012\nd: 0\ne: -0.5')?.value).toEqual({
      a: '012345678901',
      b: '12345678901234567890',
      c: 123456789012,
      d: 0,
      e: -0.5,
    })
  })

  test('dates stay text', () => {
    expect(only('date: 2026-11-24')?.value).toEqual({ date: '2026-11-24' })
  })

  test('a key called __proto__ is a key like any other', () => {
    expect(Object.keys(only('__proto__: 1')?.value ?? {})).toEqual(['__proto__'])
  })

  test('an alias stands for what its anchor holds', () => {
    expect(only('a: &x [1, 2]\nb: *x')?.value).toEqual({ a: [1, 2], b: [1, 2] })
    const renamed = only('a: &y {i: &x 1}\nb: &x 2\nc: &z [*x]\nd: *y\ne: &x 3\nf: *x\ng: *z')
    expect(renamed?.value).toMatchObject({ c: [2], d: { i: 1 }, f: 3, g: [2] })
  })
})

describe('what is refused', () => {
  const codes = (text: string): string[] => parseYaml(text, 'rule.yml').issues.map(issue => issue.code)

  test('aliases that grow beyond all bounds', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`)
    expect(codes(`a0: &a0 x\n${levels.join('\n')}`)).toEqual(['too-much-yaml'])
  })

  test('an alias inside of its own anchor', () => {
    expect(codes('&a [*a]')).toEqual(['too-much-yaml'])
  })

  test('an alias without anchor, a merge key, an unknown tag, a key that is a list', () => {
    expect(codes('a: *x')).toEqual(['malformed-yaml'])
    expect(codes('a:\n  <<: {b: 1}')).toEqual(['merge-key'])
    expect(codes('a: !ruby/object x')).toEqual(['malformed-yaml'])
    expect(codes('? [1]\n: 2')).toEqual(['malformed-yaml'])
  })

  test('a file of more than a megabyte, without reading it', () => {
    expect(codes(' '.repeat(1024 * 1024 + 1))).toEqual(['rule-file-too-large'])
  })

  test('deep nesting, without a crash', () => {
    expect(codes(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toEqual(['too-much-yaml'])
    expect(codes(`${'['.repeat(100)}${']'.repeat(100)}`)).toEqual(['too-much-yaml'])
  })

  test('two keys that are one name, however they are written', () => {
    expect(codes("1: a\n'1': b")).toEqual(['duplicate-key'])
    expect(codes('a: 1\na: 2')).toEqual(['duplicate-key'])
  })

  test('nothing makes the reader throw', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!t ',
      '---\n',
      '? ',
      '#',
      '\t',
      '%',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        parseYaml(pieces.join(''), 'rule.yml')
      }),
      { numRuns: 2_000 },
    )
  })
})
