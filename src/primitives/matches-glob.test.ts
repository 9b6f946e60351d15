import { expect, test } from 'vitest'
import { matchesGlob } from './matches-glob.ts'

test.each([
  ['*', ''],
  ['*', 'getobject'],
  ['get*', 'getobject'],
  ['*object', 'getobject'],
  ['g?tobject', 'getobject'],
  ['get*t*', 'getobjectattributes'],
  ['**', 'a'],
])('%s stands for %s', (pattern, name) => {
  expect(matchesGlob(pattern, name)).toBe(true)
})

test.each([
  ['', 'a'],
  ['get', 'getobject'],
  ['get*', 'putobject'],
  ['?', ''],
  ['?', 'ab'],
  ['*a', 'ab'],
])('%s does not stand for %s', (pattern, name) => {
  expect(matchesGlob(pattern, name)).toBe(false)
})

test('a pattern full of wildcards takes no time', () => {
  expect(matchesGlob(`${'a*'.repeat(500)}b`, 'a'.repeat(5_000))).toBe(false)
})
