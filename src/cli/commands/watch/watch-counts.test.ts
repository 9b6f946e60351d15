import { expect, test } from 'vitest'
import type { KeptBatch } from '#pipeline'
import { WatchCounts } from './watch-counts.ts'

const account = (name: string, comesAgain?: true): KeptBatch['accounts'][number] => ({
  file: { name },
  contents: [],
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
