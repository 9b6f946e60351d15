import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noteReached, type Reached, reachedBefore } from './reached.ts'

const hour = 3_600_000
const day = 24 * hour

const noteAll = (all: readonly Reached[]): readonly Reached[] =>
  all.reduce<readonly Reached[]>((reached, now) => noteReached(reached, now, day), [])

test('only what was reached a lateness ago is told, and until then nothing', () => {
  const reached = noteAll([
    { at: 0, until: 500 },
    { at: 2 * hour, until: 900 },
  ])
  expect(reachedBefore(reached, day - 1, day)).toBeUndefined()
  expect(reachedBefore(reached, day, day)).toBe(500)
  expect(reachedBefore(reached, day + 2 * hour, day)).toBe(900)
})

test('a clock that was put back makes it later, never sooner', () => {
  const reached = noteAll([
    { at: 10 * day, until: 500 },
    { at: 0, until: 600 },
  ])
  expect(reached).toEqual([{ at: 0, until: 600 }])
  expect(reachedBefore(reached, hour, day)).toBeUndefined()
})

test('is never further than the events had got by then, and gets there in the end; what is kept is little', () => {
  const step = fc.record({ pause: fc.integer({ min: 0, max: 5 * hour }), progress: fc.nat(1000) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), steps => {
      let [at, until] = [0, 0]
      const all: Reached[] = []
      for (const { pause, progress } of steps) {
        at += pause
        until += progress
        all.push({ at, until })
      }
      const reached = noteAll(all)
      expect(reached.length).toBeLessThanOrEqual(day / hour + 2)
      const told = reachedBefore(reached, at, day) ?? 0
      const atMost = all.findLast(one => one.at <= at - day)?.until ?? 0
      expect(told).toBeLessThanOrEqual(atMost)
      const rested = noteReached(reached, { at: at + hour, until }, day)
      expect(reachedBefore(rested, at + hour + day, day)).toBe(until)
    }),
  )
})
