import { expect, test } from 'vitest'
import { parseYamlFile } from './yaml-file.ts'

const faults = (text: string): string[] => {
  const read = parseYamlFile(text, 'bucketwatch.yaml')
  return read.ok ? [] : read.issues.map(({ code, message }) => `${code}: ${message}`)
}

const nested = (depth: number): string => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`

test('aliases may be used, but not to make a circle or a flood', () => {
  expect(faults('a: &x [1, 2]\nb: *x\nc: [*x, *x]')).toEqual([])
  const tooMuch = 'bad-yaml: its aliases stand for themselves, or for too much'
  expect(faults('a: &x [*x]')).toEqual([tooMuch])
  const levels = Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`)
  expect(faults(`a0: &a0 x\n${levels.join('\n')}`)).toEqual([tooMuch])
})

test('deep nesting is told as such, without a crash', () => {
  expect(faults(nested(50))).toEqual([])
  expect(faults(nested(20_000))).toContain('bad-yaml: it is nested too deep')
})
