import { expect, test } from 'vitest'
import { filledTextOf, listOf, memberOf, objectOf, textOf } from './lenient-json.ts'

test('a value wrapped in a list of one is the value', () => {
  expect(textOf(['private'])).toBe('private')
  expect(objectOf([{ a: 1 }])).toEqual({ a: 1 })
})

test('scalars that AWS coerced are texts again', () => {
  expect(textOf(123)).toBe('123')
  expect(textOf(true)).toBe('true')
  expect(textOf(['a', 'b'])).toBeUndefined()
  expect(textOf({})).toBeUndefined()
  expect(textOf(null)).toBeUndefined()
  expect(filledTextOf([''])).toBeUndefined()
  expect(filledTextOf(0)).toBe('0')
})

test('one element, several, and none are lists', () => {
  expect(listOf({ ID: 'a' })).toEqual([{ ID: 'a' }])
  expect(listOf(['a', 'b'])).toEqual(['a', 'b'])
  expect(listOf('')).toEqual([])
  expect(listOf(undefined)).toEqual([])
})

test('a member is found in any letter case', () => {
  expect(memberOf({ Host: 'x' }, 'host')).toBe('x')
  expect(memberOf({ 'X-Amz-Acl': 'public-read' }, 'x-amz-acl')).toBe('public-read')
  expect(memberOf({ Hosts: 'x' }, 'host')).toBeUndefined()
})

test('of two members whose names differ in letter case, the one with a content is meant', () => {
  expect(memberOf({ tagging: '', Tagging: { a: 1 } }, 'tagging')).toEqual({ a: 1 })
  expect(memberOf({ tagging: [''], Tagging: { a: 1 } }, 'tagging')).toEqual({ a: 1 })
  expect(memberOf({ tagging: '' }, 'tagging')).toBe('')
})
