import { describe, expect, test } from 'vitest'
import { escapeCsv, escapeMarkdown, escapeTerminal, jsonText } from './escape.ts'

describe('escapeTerminal', () => {
  test('shows an escape sequence instead of running it', () => {
    expect(escapeTerminal('a\u001b[2Jb\u009b31m')).toBe('a\\x1b[2Jb\\x9b31m')
  })
  test('keeps a text on its line and in its order', () => {
    expect(escapeTerminal('a\r\nb\u202egnp')).toBe('a\\x0d\\x0ab\\u{202e}gnp')
  })
  test('shows what cannot be seen', () => {
    expect(escapeTerminal('a\u200bb\u00adc\u061cd\u2060e\u{e0041}f\ud800')).toBe(
      'a\\u{200b}b\\xadc\\u{61c}d\\u{2060}e\\u{e0041}f\\u{d800}',
    )
  })
  test('leaves other scripts alone', () => {
    expect(escapeTerminal('données-日本')).toBe('données-日本')
  })
})

describe('jsonText', () => {
  test('says the same without doing anything to a terminal', () => {
    const value = { 'a\u009b2J': ['b\u202egnp', '\u{e0041}', 'é😀\n', '\ud800', 1.5, null] }
    for (const space of [undefined, 2]) {
      const text = jsonText(value, space)
      expect(JSON.parse(text)).toEqual(value)
      expect(text).toMatch(/^[\n\x20-\x7e\u00e9😀]*$/u)
    }
  })
})

describe('escapeCsv', () => {
  test.each(['=1+1', '+1', '-1', '@x', '\tx'])('disarms the formula %j', text => {
    expect(escapeCsv(text)).toBe(`'${text}`)
  })
  test('disarms what is a formula where semicolons separate cells', () => {
    expect(escapeCsv('a;=1+1;b; -2')).toBe("a;'=1+1;b; '-2")
  })
  test('quotes what would end a cell', () => {
    expect(escapeCsv('a,"b"\n')).toBe('"a,""b""\n"')
  })
})

describe('escapeMarkdown', () => {
  test('lets no link, tag or table border through', () => {
    expect(escapeMarkdown('[x](http://a) <b> | `c`')).toBe('\\[x\\]\\(http://a\\) &lt;b&gt; \\| \\`c\\`')
  })
})
