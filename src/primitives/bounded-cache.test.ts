import { expect, test } from 'vitest'
import { BoundedCache } from './bounded-cache.ts'

test('returns what was set', () => {
  const cache = new BoundedCache<string, number>(2)
  cache.set('a', 1)
  expect(cache.get('a')).toBe(1)
  expect(cache.get('b')).toBeUndefined()
})

test('forgets what was not asked for, keeps what was', () => {
  const cache = new BoundedCache<string, number>(2)
  cache.set('kept', 1)
  cache.set('forgotten', 2)
  for (let index = 0; index < 10; index++) {
    cache.set(`other-${index}`, index)
    cache.get('kept')
  }
  expect(cache.get('kept')).toBe(1)
  expect(cache.get('forgotten')).toBeUndefined()
})
