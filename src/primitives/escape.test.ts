import { describe, expect, test } from 'vitest'
import { escapeCsv, escapeMarkdown, escapeTerminal } from './escape.ts'

describe('escapeTerminal', () => {
  test('shows an escape sequence instead of running it', () => {
    expect(escapeTerminal('a\u001b[2Jb\u009b31m')).toBe('a\\x1b[2Jb\\x9b31m')
  })
  test('keeps a text on its line and in its order', () => {
    expect(escapeTerminal('a\r\nb\u202egnp')).toBe('a\\x0d\\x0ab\\u{202e}gnp')
  })
  test('leaves other scripts alone', () => {
    expect(escapeTerminal('données-日本')).toBe('données-日本')
  })
})

describe('escapeCsv', () => {
  test.each(['=1+1', '+1', '-1', '@x', '\tx'])('disarms the formula %j', text => {
    expect(escapeCsv(text)).toBe(`'${text}`)
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
