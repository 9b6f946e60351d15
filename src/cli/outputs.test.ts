import { describe, expect, test } from 'vitest'
import { formatOfName, planOutputs } from './outputs.ts'

const pipe = { colour: false, width: 80, interactive: false }
const terminal = { ...pipe, interactive: true }

describe('where the formats go', () => {
  test('a terminal gets a table and a pipe gets JSON lines', () => {
    expect(planOutputs([], [], terminal)).toEqual([{ format: 'table' }])
    expect(planOutputs([], [], pipe)).toEqual([{ format: 'jsonl' }])
  })
  test('the n-th -f goes to the n-th -o, the rest to standard output', () => {
    expect(planOutputs(['csv', 'json', 'table'], ['a', 'b'], pipe)).toEqual([
      { format: 'csv', file: 'a' },
      { format: 'json', file: 'b' },
      { format: 'table' },
    ])
  })
  test('a file name tells the format', () => {
    expect(planOutputs([], ['report.md', 'x.ndjson'], pipe)).toEqual([
      { format: 'markdown', file: 'report.md' },
      { format: 'jsonl', file: 'x.ndjson' },
    ])
  })
  test('- is standard output', () => {
    expect(planOutputs(['csv'], ['-'], pipe)).toEqual([{ format: 'csv' }])
    expect(planOutputs([], ['-'], pipe)).toEqual([{ format: 'jsonl' }])
  })
  test('a -f wins over the name of its file', () => {
    expect(planOutputs(['json'], ['x.csv'], pipe)).toEqual([{ format: 'json', file: 'x.csv' }])
  })
  test('a name that tells a format which is not written there is refused, with those that are', () => {
    expect(formatOfName('x.CSV', ['jsonl', 'csv'])).toBe('csv')
    expect(() => formatOfName('x.md', ['jsonl', 'csv'])).toThrow('(use .jsonl, .ndjson or .csv)')
  })
  test('a file name that tells nothing is refused', () => {
    expect(() => planOutputs([], ['report'], pipe)).toThrow('its name does not tell the format')
  })
  test('two formats cannot share a file', () => {
    expect(() => planOutputs(['csv', 'json'], ['a', 'a'], pipe)).toThrow('cannot both go to a')
  })
  test('two formats cannot share standard output', () => {
    expect(() => planOutputs(['csv', 'json'], [], pipe)).toThrow('csv and json have no -o')
  })
})
