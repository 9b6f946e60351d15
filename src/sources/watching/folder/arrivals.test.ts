import { expect, test } from 'vitest'
import type { Mark } from '../delivery.ts'
import { Arrivals, markOf } from './arrivals.ts'
import type { Sight } from './walk.ts'

const seenAt = 1_800_000_000_000
const sight = (size: number, modified = seenAt): Sight => ({
  name: 'a.log',
  path: '/logs/a.log',
  size,
  modified,
  inode: 7,
})

/** Looks at one file, `now` and the wall clock going on together, with nothing read before. */
function looking({ read = [] as readonly Mark[] } = {}) {
  const arrivals = new Arrivals(250)
  const hasRead = ({ version }: Mark): boolean => read.some(mark => mark.version === version)
  return {
    arrivals,
    see: (at: number, seen: Sight) => arrivals.see(seen, at, seenAt + at, hasRead),
    take: () => arrivals.take(10, 1_000_000),
  }
}

test('a file that changes with every look has not arrived; one that has come to rest has', () => {
  const { see, take } = looking()
  for (let at = 0; at < 2_000; at += 200) see(at, sight(at, seenAt + at))
  expect(take()).toEqual([])
  see(2_049, sight(1_800, seenAt + 1_800))
  expect(take()).toEqual([])
  see(2_051, sight(1_800, seenAt + 1_800))
  expect(take()).toMatchObject([{ size: 1_800 }])
})

test('a file that grows after it was read comes again, also when nobody saw it in between', () => {
  const { see, take } = looking({ read: [markOf(sight(1))] })
  see(0, sight(1))
  expect(take()).toEqual([])
  see(10, sight(2, seenAt + 10))
  see(300, sight(2, seenAt + 10))
  expect(take()).toMatchObject([{ size: 2 }])
})

test('a file may grow for a minute after its last change, given back or not', () => {
  const { arrivals, see, take } = looking()
  see(0, sight(5))
  let at = 250
  see(at, sight(5))
  const told: boolean[] = []
  for (let [file] = take(); file; [file] = take()) {
    told.push(file.mayGrow)
    if (!file.mayGrow) break
    arrivals.giveBack([file], at)
    at = arrivals.nextDue()
    see(at, sight(5))
  }
  expect(told).toEqual([true, true, true, true, true, true, false])
  expect(at).toBeGreaterThan(60_000)
  expect(at).toBeLessThan(120_000)
})

test('a change begins the minute anew, and need not wait for what was given back', () => {
  const { arrivals, see, take } = looking()
  see(0, sight(5))
  see(250, sight(5))
  for (const at of [250, 1_250, 3_250, 7_250]) {
    arrivals.giveBack(take(), at)
    see(arrivals.nextDue(), sight(5))
  }
  arrivals.giveBack(take(), 15_250)
  see(15_300, sight(6, seenAt + 15_300))
  see(15_550, sight(6, seenAt + 15_300))
  expect(take()).toMatchObject([{ size: 6, mayGrow: true }])
})

test.each([
  ['that is old', seenAt - 61_000, 0],
  ['whose time is in the future has its end after a minute all the same', seenAt + 9_000_000, 61_000],
])('a file %s has the end that it has', (_, modified, at) => {
  const { see, take } = looking()
  see(0, sight(5, modified))
  see(at, sight(5, modified))
  expect(take()).toMatchObject([{ mayGrow: false }])
})
