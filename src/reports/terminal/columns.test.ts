import { expect, test } from 'vitest'
import { alignColumns, alignWithin, type Column, wrap } from './columns.ts'

const columns: readonly Column[] = [
  { title: 'actor', align: 'left', yields: true },
  { title: 'reads', align: 'right' },
  { title: 'networks', align: 'left' },
]
const rows = [['role/a-rather-long-name-of-a-role', '1,200', '192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24']]

test('a table that fits its screen is one line for each row', () => {
  expect(alignWithin(columns, rows, 100)).toEqual(alignColumns(columns, rows).map(line => [line]))
})

test('where the screen is too narrow the last column stands below, and a column that yields is cut', () => {
  const [titles, row = []] = alignWithin(columns, rows, 36)
  expect(titles).toEqual(['actor                          reads'])
  expect(row[0]).toMatch(/^role\/a-rather.*….*of-a-role  1,200$/)
  expect(row.slice(1)).toEqual(['    192.0.2.0/24, 198.51.100.0/24,', '    203.0.113.0/24'])
  expect(row.filter(line => line.length > 36)).toEqual([])
})

test('what should not be cut stands above its row', () => {
  const [name = {} as Column, ...others] = columns
  const short = ['role/app', '7', '192.0.2.0/24']
  expect(alignWithin([{ ...name, above: true }, ...others], [...rows, short], 36)).toEqual([
    ['actor     reads'],
    [
      'role/a-rather-long-name-of-a-role',
      '          1,200',
      '    192.0.2.0/24, 198.51.100.0/24,',
      '    203.0.113.0/24',
    ],
    ['role/app      7', '    192.0.2.0/24'],
  ])
})

test('a column that yields keeps some characters on any screen', () => {
  expect(alignColumns(columns.slice(0, 2), rows, 5)[1]).toHaveLength(16 + 2 + 5)
})

test('a word longer than any name is cut, and a name is not', () => {
  const name = 'k'.repeat(3_072)
  expect(wrap(`a ${name} b`, 80)).toEqual(['a', name, 'b'])
  const [line = '', ...rest] = wrap('b'.repeat(1_000_000), 80)
  expect(rest).toEqual([])
  expect(line).toHaveLength(4_000)
})
