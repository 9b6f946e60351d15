import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { compileRawPath } from './raw-path.ts'

const read = (path: string, raw: JsonObject) => compileRawPath(path)(raw)

test('a path walks nested objects', () => {
  expect(read('a.b.c', { a: { b: { c: 'x' } } })).toBe('x')
  expect(read('a.b.c', { a: { b: 'x' } })).toBeUndefined()
  expect(read('a.b', { a: null })).toBeUndefined()
  expect(read('a', { a: null })).toBeNull()
})

test('a list on the way stands for its elements, at any depth', () => {
  const raw = { rules: [{ to: [{ name: 'a' }, { name: 'b' }] }, { to: { name: 'c' } }, { from: 'd' }] }
  expect(read('rules.to.name', raw)).toEqual(['a', 'b', 'c'])
  expect(read('rules.from', raw)).toBe('d')
  expect(read('rules.none', raw)).toBeUndefined()
})

test('a list at the end is a list', () => {
  expect(read('a.b', { a: { b: ['x', 'y'] } })).toEqual(['x', 'y'])
})

test('an object at the end is its JSON text', () => {
  expect(read('a', { a: { b: 1 } })).toBe('{"b":1}')
})

test('members whose names contain dashes or dots are found', () => {
  expect(read('requestParameters.x-amz-acl', { requestParameters: { 'x-amz-acl': 'private' } })).toBe('private')
  expect(read('a.b.c', { a: { 'b.c': 'x' } })).toBe('x')
  expect(read('a.b.c.d', { a: { 'b.c': { d: 'x' } } })).toBe('x')
})

test('headers are found in the letter case they came in', () => {
  expect(read('requestParameters.Host', { requestParameters: { host: ['x'] } })).toEqual(['x'])
  expect(read('requestParameters.host', { requestParameters: { Host: 'x' } })).toBe('x')
  expect(read('requestParameters.x-amz-acl', { requestParameters: { 'X-Amz-Acl': 'public-read' } })).toBe('public-read')
  expect(read('resources.ARN', { resources: [{ arn: 'x' }] })).toBe('x')
})
