import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NaiveEvent, naiveRuns } from '../../../test/fixtures/naive-runs.ts'
import { arrangementOf, mergeInAnyTree } from '../testing/merge-arrangements.ts'
import {
  type CorrelationBounds,
  type CorrelationState,
  closeCorrelation,
  emptyCorrelation,
  mergeCorrelations,
  observeRow,
  pruneCorrelation,
} from './correlation-state.ts'
import { fullestWindow } from './fullest-window.ts'
import { judgeSightings } from './judge-sightings.ts'
import { mayHold } from './may-hold.ts'
import { countRules, type Sighting } from './moment.ts'
import { type Row, rowsOf, weightOf } from './track.ts'
import type { WindowTest } from './window-test.ts'

interface Given extends NaiveEvent {
  readonly key: string
}

type NamedRow = Row<string, number>

const timespan = 10

const ample: CorrelationBounds<string, number> = {
  maxGroups: 1_000,
  maxRows: 1_000_000,
  leastRows: 1_000,
  mostRows: 1_000,
  compare: (a, b) => (a.event < b.event ? -1 : a.event > b.event ? 1 : 0),
}

const least = (limit: number) => (value: number) => value >= limit

/** What is expected of a sequence that has to be whole. */
const inOrder = (rules: number): WindowTest => ({
  kind: 'sequence',
  sequences: [2 ** rules - 1],
  decide: () => true,
})

/** The longest part of the rules, in order. */
const longest = (rules: number, within: (length: number) => boolean): WindowTest => ({
  kind: 'sequence',
  sequences: Array.from({ length: 2 ** rules - 1 }, (_, index) => index + 1).sort(
    (a, b) => countRules(b) - countRules(a) || a - b,
  ),
  decide: sequence => within(countRules(sequence)),
})

const tests: Record<string, WindowTest> = {
  'at least 3 events': { kind: 'count', within: least(3) },
  'fewer than 3 events': { kind: 'count', within: value => value < 3 },
  'exactly 2 events': { kind: 'count', within: value => value === 2 },
  'other than 2 events': { kind: 'count', within: value => value !== 2 },
  '2 to 4 events': { kind: 'count', within: value => value >= 2 && value <= 4 },
  'at least 3 values': { kind: 'distinct', within: least(3) },
  'a sum of at least 7': { kind: 'sum', within: least(7), isRising: true },
  'a sum below 4': { kind: 'sum', within: value => value < 4, isRising: false },
  'a mean of at least 2': { kind: 'average', within: least(2), isRising: true },
  'a median above 1': { kind: 'percentile', percentile: 50, within: value => value > 1, isRising: true },
  'a 90th percentile of at least 3': { kind: 'percentile', percentile: 90, within: least(3), isRising: true },
  'all 3 rules': { kind: 'rules', holds: present => present === 0b111 },
  'at least 2 of 3 rules': { kind: 'rules', holds: present => countRules(present) >= 2 },
  'the first rule without the second': { kind: 'rules', holds: present => (present & 0b11) === 0b01 },
  '3 rules in order': inOrder(3),
  'at least 2 of 3 rules in order': longest(3, least(2)),
  'exactly 2 of 3 rules in order': longest(3, length => length === 2),
  'the first, then the third, without the second': {
    kind: 'sequence',
    sequences: [0b101],
    decide: (_, present) => (present & 0b010) === 0 || undefined,
  },
}

function stateOf(allGiven: readonly Given[], bounds = ample): CorrelationState<string, number> {
  const state = emptyCorrelation<string, number>()
  for (const { key, rules, identity, time, value } of allGiven) {
    for (const rule of rules)
      observeRow(state, key, rule, { identity, time, value, event: `${identity}`, shared: rule }, bounds)
  }
  return structuredClone(state)
}

function verdict(state: CorrelationState<string, number>, tested: WindowTest, bounds = ample) {
  pruneCorrelation(state, bounds)
  const runs = [...state.groups].flatMap(([key, { tracks }]) => {
    const sightings: Sighting<NamedRow>[] = [...tracks].flatMap(([rule, track]) =>
      Array.from(rowsOf(track), row => ({
        time: row.time,
        event: row.identity,
        unit: row.identity,
        value: row.value,
        weight: weightOf(track),
        rule,
        source: row,
      })),
    )
    return judgeSightings(sightings, tested, timespan).map(run => ({ key, ...run }))
  })
  return { overflow: state.overflow, runs: runs.sort((a, b) => a.first - b.first || (a.key < b.key ? -1 : 1)) }
}

const given: fc.Arbitrary<Given> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    // Few times, so that windows touch and events share an instant.
    time: fc.nat(40),
    rules: fc.constantFrom([0], [1], [2], [0, 1], [1, 2], [0, 1, 2]),
    identity: fc.nat(60),
  })
  // What an event holds is told by the event.
  .map(({ key, time, rules, identity }) => ({
    key,
    rules,
    identity,
    time: (identity * 7 + time) % 41,
    value: time % 5,
  }))

/** One event has one time, one value and one set of rules. */
const allGiven = fc
  .array(given, { maxLength: 40 })
  .map(all => [...new Map(all.map(one => [`${one.key} ${one.identity}`, one])).values()])

describe.each(Object.entries(tests))('%s', (_, tested) => {
  test('is found where sorting all events and sliding a window over them finds it', () => {
    fc.assert(
      fc.property(allGiven, all => {
        const expected = ['a', 'b', 'c', 'd'].flatMap(key => {
          const own = all.filter(one => one.key === key)
          return naiveRuns(own, tested, timespan).map(run => ({ key, ...run }))
        })
        expected.sort((a, b) => a.first - b.first || (a.key < b.key ? -1 : 1))
        const found = verdict(stateOf(all), tested).runs.map(({ key, first, last, value, sightings }) => ({
          key,
          first,
          last,
          value,
          events: [...new Set(sightings.map(({ event }) => event))].sort((a, b) => a - b),
        }))
        expect(found).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test('may hold by the numbers of events wherever it is found, even in a sample', () => {
    const sampled = fc.integer({ min: 2, max: 40 }).map(rows => ({ ...ample, leastRows: 1, mostRows: rows }))
    fc.assert(
      fc.property(allGiven, fc.oneof(fc.constant(ample), sampled), (all, bounds) => {
        const state = stateOf(all, bounds)
        for (const { key } of verdict(state, tested, bounds).runs) {
          const tracks = state.groups.get(key)?.tracks ?? new Map()
          const present = [...tracks.keys()].reduce((bits, rule) => bits | (1 << rule), 0)
          expect(mayHold(tested, present, fullestWindow(tracks.values(), timespan))).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})

test('the judgement is a function of the set of events, even past its bounds', () => {
  const tight = fc
    .record({
      maxGroups: fc.integer({ min: 1, max: 4 }),
      maxRows: fc.integer({ min: 1, max: 20 }),
      leastRows: fc.integer({ min: 1, max: 3 }),
      mostRows: fc.integer({ min: 3, max: 8 }),
    })
    .map(bounds => ({ ...ample, ...bounds }))
  const scenario = allGiven.chain(all => fc.tuple(arrangementOf(all), tight, fc.constantFrom(...Object.values(tests))))
  fc.assert(
    fc.property(scenario, ([{ all, shuffled, parts, seed }, bounds, tested]) => {
      const expected = verdict(stateOf(all, bounds), tested, bounds)
      expect(verdict(stateOf(shuffled, bounds), tested, bounds)).toEqual(expected)
      const states = parts.map(part => stateOf(part, bounds))
      const merged = mergeInAnyTree(states, seed, (a, b) => mergeCorrelations(a, b, bounds))
      expect(verdict(merged, tested, bounds)).toEqual(expected)
    }),
    { numRuns: 3000 },
  )
})

test('what takes more rules, or more events, than there are cannot hold', () => {
  const named = (name: string) => tests[name] as WindowTest
  expect(mayHold(named('at least 3 events'), 0b001, { rows: 2, sum: 100 })).toBe(false)
  expect(mayHold(named('a sum of at least 7'), 0b001, { rows: 100, sum: 6 })).toBe(false)
  expect(mayHold(named('all 3 rules'), 0b101, { rows: 100, sum: 100 })).toBe(false)
  expect(mayHold(named('3 rules in order'), 0b011, { rows: 100, sum: 100 })).toBe(false)
  expect(mayHold(named('at least 2 of 3 rules in order'), 0b010, { rows: 100, sum: 100 })).toBe(false)
  expect(mayHold(named('the first rule without the second'), 0b110, { rows: 100, sum: 100 })).toBe(false)
})

describe('windows', () => {
  const at = (...times: readonly number[]): Given[] =>
    times.map((time, identity) => ({ key: 'a', rules: [0], identity, time, value: 0 }))
  const runs = (all: readonly Given[], tested: WindowTest = { kind: 'count', within: least(3) }) =>
    verdict(stateOf(all), tested).runs.map(({ first, last, value }) => [first, last, value])

  test('slide: a burst over a border of hours is found', () => {
    const hour = 3_600_000
    const all = at(hour - 3, hour - 1, hour + 2)
    expect(runs(all)).toEqual([[hour - 3, hour + 2, 3]])
  })

  test('hold both of their ends', () => {
    expect(runs(at(0, 5, 10))).toEqual([[0, 10, 3]])
    expect(runs(at(0, 5, 11))).toEqual([])
  })

  test('that overlap are one run, and others are not', () => {
    expect(runs(at(0, 5, 8, 12, 17))).toEqual([[0, 17, 3]])
    expect(runs(at(0, 1, 2, 30, 31, 32))).toEqual([
      [0, 2, 3],
      [30, 32, 3],
    ])
  })

  test('count an event once, however often it came', () => {
    expect(runs([...at(0, 5), ...at(0, 5)])).toEqual([])
  })

  test('of a range are not met on the way to more', () => {
    const upTo3: WindowTest = { kind: 'count', within: value => value >= 2 && value <= 3 }
    expect(runs(at(0, 1, 2, 3, 4), upTo3)).toEqual([])
    expect(runs(at(0, 1, 2), upTo3)).toEqual([[0, 2, 3]])
  })

  test('past the rows that are kept are estimated from a sample of them', () => {
    const bounds = { ...ample, maxRows: 50, leastRows: 1, mostRows: 50 }
    const spread = Array.from({ length: 1000 }, (_, index) => ({
      key: 'a',
      rules: [0],
      identity: ((index * 0.618034) % 1) * 2 ** 53,
      time: index % 10,
      value: 0,
    }))
    const [run] = verdict(stateOf(spread, bounds), { kind: 'count', within: least(3) }, bounds).runs
    expect(run?.approximate).toBe(true)
    expect(run?.value).toBeGreaterThan(700)
    expect(run?.value).toBeLessThan(1300)
  })
})

describe('a sequence', () => {
  const step = (rules: number[], time: number, identity = time): Given => ({
    key: 'a',
    rules,
    identity,
    time,
    value: 0,
  })
  const members = (...all: readonly Given[]) =>
    verdict(stateOf(all), inOrder(2)).runs.map(({ sightings }) => sightings.map(({ event }) => event))

  test('takes what came in order, and leaves out what came before it', () => {
    expect(members(step([1], 0), step([0], 3), step([1], 5))).toEqual([[3, 5]])
    expect(members(step([1], 0), step([0], 3))).toEqual([])
  })

  test('is in any order within one instant', () => {
    expect(members(step([0], 3, 8), step([1], 3, 7))).toEqual([[7, 8]])
  })

  test('needs an event of its own for each step', () => {
    expect(members(step([0, 1], 3))).toEqual([])
    expect(members(step([0, 1], 3, 1), step([0, 1], 3, 2))).toEqual([[1, 1, 2, 2]])
  })
})

test('what is closed changes nothing for later events', () => {
  fc.assert(
    fc.property(allGiven, fc.nat(40), fc.constantFrom(...Object.values(tests)), (all, now, tested) => {
      const early = all.filter(one => one.time < now)
      const late = all.filter(one => one.time >= now)
      const state = stateOf(early)
      closeCorrelation(state, now - timespan, timespan)
      for (const one of late) mergeInto(state, one)
      const sinceNow = (runs: ReturnType<typeof verdict>['runs']) => runs.filter(({ last }) => last >= now)
      expect(sinceNow(verdict(structuredClone(state), tested).runs)).toEqual(
        sinceNow(verdict(stateOf(all), tested).runs),
      )
    }),
    { numRuns: 1000 },
  )
})

function mergeInto(state: CorrelationState<string, number>, { key, rules, identity, time, value }: Given): void {
  for (const rule of rules)
    observeRow(state, key, rule, { identity, time, value, event: `${identity}`, shared: rule }, ample)
}
