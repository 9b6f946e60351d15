import { expect, test } from 'vitest'
import type { KeptBatch } from '#pipeline'
import { WatchCounts } from './watch-counts.ts'

const account = (name: string, comesAgain?: true, events = 0): KeptBatch['accounts'][number] => ({
  file: { name },
  contents: [
    {
      name,
      format: 's3-access-log',
      layout: '',
      bytes: 0,
      received: events,
      passed: events,
      notNeeded: 0,
      rejected: {},
      issues: [],
    },
  ],
  ...(comesAgain && { comesAgain }),
})

const batch = (...accounts: KeptBatch['accounts']): KeptBatch => ({
  accounts,
  arrivals: [],
  troubles: [],
  touched: new Set(),
  begunAnew: [],
  observed: 0,
  waiting: 0,
})

test('a file that is still growing waits, is told of once, and counts when it has its end', () => {
  const counts = new WatchCounts()
  expect(counts.add(batch(account('a'), account('b', true)), 0)).toEqual(['b'])
  expect(counts.add(batch(account('b', true)), 1)).toEqual([])
  expect({ files: counts.files, waiting: counts.waiting }).toEqual({ files: 1, waiting: 1 })
  expect(counts.add(batch(account('b')), 2)).toEqual([])
  expect({ files: counts.files, waiting: counts.waiting }).toEqual({ files: 2, waiting: 0 })
})

test('the events of a file that grows count once, and anew when the file has been begun anew', () => {
  const counts = new WatchCounts()
  const eventsAfter = (...accounts: KeptBatch['accounts']): number => {
    counts.add(batch(...accounts), 0)
    return counts.events
  }
  expect(eventsAfter(account('a', true, 2))).toBe(2)
  expect(eventsAfter(account('a', true, 2), account('b', undefined, 10))).toBe(12)
  expect(eventsAfter(account('a', undefined, 3))).toBe(13)
  expect(eventsAfter(account('a', undefined, 5))).toBe(15)
  expect(eventsAfter(account('a', undefined, 1))).toBe(16)
})
