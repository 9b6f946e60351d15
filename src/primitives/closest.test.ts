import { expect, test } from 'vitest'
import { closest } from './closest.ts'

test('finds the name that a slip of the finger meant', () => {
  expect(closest('contians', ['contains', 'startswith'])).toBe('contains')
})

test('ignores letter case', () => {
  expect(closest('EVENTNAME', ['eventName'])).toBe('eventName')
})

test('stays silent when nothing is near', () => {
  expect(closest('base64', ['contains', 'cidr'])).toBeUndefined()
})

test('prefers the nearest, and the first of equally near ones', () => {
  expect(closest('filter1', ['filter', 'filter2', 'filter12'])).toBe('filter')
})

test('does not spend time on names of absurd length', () => {
  expect(closest('a'.repeat(201), ['a'.repeat(200)])).toBeUndefined()
})

test('counts two neighbours in the wrong order as one slip', () => {
  expect(closest('levle', ['level'])).toBe('level')
  expect(closest('kind', ['id'])).toBeUndefined()
})

test('does not suggest a name that shares no letter', () => {
  expect(closest('x', ['a'])).toBeUndefined()
})
