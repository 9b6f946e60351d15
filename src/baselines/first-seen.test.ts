import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyFirstSeen, type FirstSeenRule, mergeFirstSeen, observePresence, type Presence } from './first-seen.ts'
import { judgeFirstSeen } from './first-seen-judgement.ts'
import { arrangementOf, mergeInAnyTree } from './testing/merge-arrangements.ts'

interface Sample {
  readonly time: number
  readonly id: number
}

const rule: FirstSeenRule<Sample> = {
  learning: 7,
  minimumDays: 0,
  forget: 30,
  compare: (a, b) => a.time - b.time || a.id - b.id,
  maxKeysPerScope: 100,
  maxKeys: 1_000,
}

const seen = (scope: string, key: string, time: number, more: Partial<Presence<Sample>> = {}): Presence<Sample> => ({
  scope,
  key,
  time,
  wider: [],
  sample: () => ({ time, id: 0 }),
  learnOnly: false,
  ...more,
})

const stateOf = (presences: readonly Presence<Sample>[], own = rule) => {
  const state = emptyFirstSeen<Sample>()
  for (const presence of presences) observePresence(state, presence, own)
  return structuredClone(state)
}

/** Without functions, and with the answers that a caller can ask for. */
const verdict = (state: ReturnType<typeof stateOf>, own = rule, until = 200) => {
  const judged = judgeFirstSeen(state, own, until)
  return {
    ...judged,
    newKeys: judged.newKeys.map(({ wasKnown, ...found }) => ({
      ...found,
      known: ['w0', 'w1', 'w2'].map(wider => wasKnown(wider)),
    })),
  }
}

const newTimes = (presences: readonly Presence<Sample>[]) => verdict(stateOf(presences)).newKeys.map(({ time }) => time)

describe('first-seen', () => {
  test('stays silent until a scope has seen its learning time', () => {
    expect(newTimes([seen('a', 'x', 0), seen('a', 'y', 6.9)])).toEqual([])
    expect(newTimes([seen('a', 'x', 0), seen('a', 'y', 7)])).toEqual([7])
  })

  test('stays silent until a scope was present on enough distinct days', () => {
    const day = 86_400_000
    const own = { ...rule, learning: day, minimumDays: 2, forget: 30 * day }
    const times = (days: readonly number[]) =>
      verdict(stateOf([...days.map(at => seen('a', 'x', at * day)), seen('a', 'y', 9 * day)], own), own).newKeys.map(
        ({ key }) => key,
      )
    expect(times([1, 1.5, 9])).toEqual([])
    expect(times([1, 2])).toEqual(['y'])
    expect(times([2, 1.5, 1])).toEqual(['y'])
  })

  test('each scope learns for itself', () => {
    expect(newTimes([seen('a', 'x', 0), seen('b', 'x', 50)])).toEqual([])
  })

  test('tells the earliest presence of a key, however late it arrives', () => {
    expect(newTimes([seen('a', 'x', 0), seen('a', 'y', 60), seen('a', 'y', 40)])).toEqual([40])
  })

  test('a key absent for `forget` is new again, and one absent for less is not', () => {
    expect(newTimes([seen('a', 'x', 0), seen('a', 'x', 29), seen('a', 'x', 58)])).toEqual([])
    expect(newTimes([seen('a', 'x', 0), seen('a', 'x', 30)])).toEqual([30])
    expect(verdict(stateOf([seen('a', 'x', 0), seen('a', 'x', 30)])).newKeys[0]?.lastSeen).toBe(0)
  })

  test('a presence that arrives late closes a gap', () => {
    expect(newTimes([seen('a', 'x', 0), seen('a', 'x', 50), seen('a', 'x', 25)])).toEqual([])
  })

  test('nothing that a baseline knows is reported', () => {
    const learnt = { learnOnly: true }
    expect(newTimes([seen('a', 'x', 0), seen('a', 'y', 20, learnt), seen('a', 'y', 40)])).toEqual([])
    expect(newTimes([seen('a', 'x', 0, learnt), seen('a', 'y', 20)])).toEqual([20])
  })

  test('tells whether wider values were known before', () => {
    const found = verdict(stateOf([seen('a', 'x', 0, { wider: ['w0'] }), seen('a', 'y', 20, { wider: ['w0', 'w1'] })]))
      .newKeys[0]
    expect(found?.known).toEqual([true, false, false])
  })

  test('a scope with more keys than say anything is not judged', () => {
    const own = { ...rule, maxKeysPerScope: 2 }
    const two = [seen('a', 'x', 0), seen('a', 'y', 20), seen('b', 'x', 0), seen('b', 'y', 20)]
    expect(verdict(stateOf(two, own), own)).toMatchObject({ newKeys: [{ scope: 'a' }, { scope: 'b' }], crowded: [] })
    const judged = verdict(stateOf([...two, seen('a', 'z', 30)], own), own)
    expect(judged).toMatchObject({ newKeys: [{ scope: 'b' }], crowded: ['a'] })
  })

  test('tells which scopes are still learning', () => {
    expect(verdict(stateOf([seen('a', 'x', 0), seen('b', 'x', 10)]), rule, 15).learning).toEqual(['b'])
  })

  const presence = fc
    .record({
      scope: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4'),
      time: fc.nat(150),
      id: fc.nat(3),
      wider: fc.subarray(['w0', 'w1', 'w2']),
      learnOnly: fc.boolean(),
    })
    .map(({ scope, key, time, id, wider, learnOnly }) =>
      seen(scope, key, time, { wider, learnOnly, sample: () => ({ time, id }) }),
    )

  const tight = fc
    .record({ maxKeysPerScope: fc.integer({ min: 1, max: 6 }), maxKeys: fc.integer({ min: 1, max: 16 }) })
    .map(bounds => ({ ...rule, ...bounds }))

  const scenario = fc.array(presence, { maxLength: 40 }).chain(presences => fc.tuple(arrangementOf(presences), tight))

  test('the judgement is a function of the set of presences, even past its bounds', () => {
    fc.assert(
      fc.property(scenario, ([{ all, shuffled, parts, seed }, bounds]) => {
        const expected = verdict(stateOf(all, bounds), bounds)
        expect(verdict(stateOf(shuffled, bounds), bounds)).toEqual(expected)
        const states = parts.map(part => stateOf(part, bounds))
        const merged = mergeInAnyTree(states, seed, (a, b) => mergeFirstSeen(a, b, bounds))
        expect(verdict(merged, bounds)).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('agrees with a plain reading of the definition', () => {
    fc.assert(
      fc.property(fc.array(presence, { maxLength: 30 }), presences => {
        const expected = presences.filter(({ scope, key, time }) => {
          const first = Math.min(...presences.filter(other => other.scope === scope).map(other => other.time))
          const own = presences.filter(other => other.scope === scope && other.key === key)
          const interval = linked(own, time)
          return (
            time - first >= rule.learning &&
            interval.every(other => other.time >= time && !other.learnOnly) &&
            !own.some(other => other.time < time && time - other.time < rule.forget)
          )
        })
        const text = (found: { scope: string; key: string; time: number }) =>
          `${found.scope} ${found.key} ${found.time}`
        expect(verdict(stateOf(presences)).newKeys.map(text).sort()).toEqual([...new Set(expected.map(text))].sort())
      }),
      { numRuns: 1000 },
    )
  })
})

/** The presences that a chain of gaps below `forget` links to one. */
function linked(presences: readonly Presence<Sample>[], time: number): Presence<Sample>[] {
  const reached = new Set([time])
  for (let size = 0; size < reached.size; ) {
    size = reached.size
    for (const presence of presences) {
      if ([...reached].some(other => Math.abs(other - presence.time) < rule.forget)) reached.add(presence.time)
    }
  }
  return presences.filter(presence => reached.has(presence.time))
}
