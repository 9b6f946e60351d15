import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptySpike,
  mergeSpike,
  type Occurrence,
  observeOccurrence,
  type PeriodLimits,
  type SpikeRule,
} from './spike.ts'
import { briefOf } from './spike-brief.ts'
import { judgeBriefs, judgeSpikes } from './spike-judgement.ts'
import { arrangementOf, mergeInAnyTree } from './testing/merge-arrangements.ts'

/** Of the events that may be reported, as the program keeps them: `ids` by `exact` alone, `samples` by the number of periods. */
interface Reported {
  ids: number[]
  samples: number[]
}

const union = (a: readonly number[], b: readonly number[]): number[] => [...new Set([...a, ...b])].sort((x, y) => x - y)

/** Fewer the more periods there are. */
const mostSamples = ({ periods }: PeriodLimits): number => Math.max(1, Math.floor(12 / periods))

const limited = ({ ids, samples }: Reported, limits: PeriodLimits): Reported => ({
  ids: ids.slice(0, limits.exact),
  samples: samples.slice(0, mostSamples(limits)),
})

const rule: SpikeRule<Reported> = {
  every: 10,
  history: 100,
  deviations: 3,
  minimumPoints: 3,
  coldStart: 5,
  maxExact: 1_000,
  leastExact: 10,
  maxDigests: 10_000,
  maxKeys: 1_000,
  maxPeriods: 1_000,
  separate: () => undefined,
  mergeEvidence: (a, b) => ({ ids: union(a.ids, b.ids), samples: union(a.samples, b.samples) }),
  sizeOf: ({ ids }) => ids.length,
  limitEvidence: (evidence, limits) => {
    Object.assign(evidence, limited(evidence, limits))
  },
}

interface Count {
  readonly key: string
  readonly time: number
  readonly id: number
  readonly learnOnly?: boolean
}

const stateOf = (counts: readonly Count[], own = rule) => {
  const state = emptySpike<Reported>()
  for (const { key, time, id, learnOnly } of counts) {
    const one = { ids: [id], samples: [id] }
    const occurrence: Occurrence<Reported> = {
      key,
      time,
      digests: [id],
      ...(!learnOnly && {
        gather: (evidence, limits) => limited(evidence ? rule.mergeEvidence(evidence, one) : one, limits),
      }),
    }
    observeOccurrence(state, occurrence, own)
  }
  return structuredClone(state)
}

/** `counts[n]` events in the n-th period. */
const periods = (counts: readonly number[], more: Partial<Count> = {}): Count[] =>
  counts.flatMap((count, period) =>
    Array.from({ length: count }, (_, index) => ({
      key: 'a',
      time: period * 10 + (index % 10),
      id: period * 1000 + index,
      ...more,
    })),
  )

/** What judges a state by its briefs, and the periods that were read in full for that. */
function judgedByBriefs(counts: readonly Count[], own = rule) {
  const state = stateOf(counts, own)
  const read: number[] = []
  const keys = new Map(
    Array.from(state.keys, ([key, all]) => [
      key,
      new Map(Array.from(all, ([start, period]) => [start, briefOf(period, own)])),
    ]),
  )
  const judged = judgeBriefs(
    {
      keys,
      exact: state.exact,
      overflow: state.overflow,
      read: (key, start) => {
        read.push(start)
        const period = state.keys.get(key)?.get(start)
        if (period === undefined) throw new Error(`no such period: ${start}`)
        return structuredClone(period)
      },
    },
    own,
  )
  return { judged, read }
}

const spikesOf = (counts: readonly Count[]) =>
  judgeSpikes(stateOf(counts), rule).spikes.map(({ start, count }) => [start, count])

describe('spike', () => {
  test('a first mass deletion is found by the cold start', () => {
    expect(spikesOf(periods([4]))).toEqual([])
    expect(spikesOf(periods([5]))).toEqual([[0, 5]])
  })

  test('with enough history, what exceeds mean and deviations is a spike', () => {
    // mean 5, sample standard deviation 1 of [4, 5, 6, 5, 5] is 0.707: 7.12 is the limit
    expect(spikesOf(periods([4, 5, 6, 5, 5, 7])).at(-1)).not.toEqual([50, 7])
    expect(spikesOf(periods([4, 5, 6, 5, 5, 8])).at(-1)).toEqual([50, 8])
  })

  test('the history says what the count was compared with', () => {
    const [spike] = judgeSpikes(stateOf(periods([4, 4, 4, 4, 9])), rule).spikes
    expect(spike?.norm).toEqual({ basis: 'history', points: 4, mean: 4, deviation: 0, threshold: 4 })
  })

  test('periods older than the history no longer count', () => {
    const old = periods([4, 4, 4, 4])
    const late = periods([4]).map(count => ({ ...count, time: count.time + 200, id: count.id + 99_000 }))
    expect(judgeSpikes(stateOf([...old, ...late]), rule)).toMatchObject({ spikes: [], learning: 1 })
  })

  test('a baseline counts as history and is not reported', () => {
    const learnt = periods([4, 4, 4, 4, 50], { learnOnly: true })
    expect(spikesOf(learnt)).toEqual([])
    const now = periods([0, 0, 0, 0, 0, 60])
    expect(spikesOf([...periods([4, 4, 4, 4], { learnOnly: true }), ...now])).toEqual([[50, 60]])
  })

  test('the same event twice counts once', () => {
    expect(spikesOf([...periods([4]), ...periods([4])])).toEqual([])
  })

  const count = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    time: fc.nat(140),
    id: fc.nat(40),
    learnOnly: fc.boolean(),
  })

  const tight = fc
    .record({
      maxExact: fc.integer({ min: 1, max: 6 }),
      leastExact: fc.integer({ min: 1, max: 6 }),
      maxDigests: fc.integer({ min: 1, max: 60 }),
      maxKeys: fc.integer({ min: 1, max: 4 }),
      maxPeriods: fc.integer({ min: 1, max: 20 }),
      coldStart: fc.integer({ min: 1, max: 4 }),
    })
    .map(bounds => ({ ...rule, ...bounds }))

  const scenario = fc.array(count, { maxLength: 60 }).chain(counts => fc.tuple(arrangementOf(counts), tight))

  test('the judgement is a function of the set of events, even past its bounds', () => {
    fc.assert(
      fc.property(scenario, ([{ all, shuffled, parts, seed }, bounds]) => {
        const expected = judgeSpikes(stateOf(all, bounds), bounds)
        expect(judgeSpikes(stateOf(shuffled, bounds), bounds)).toEqual(expected)
        const states = parts.map(part => stateOf(part, bounds))
        const merged = mergeInAnyTree(states, seed, (a, b) => mergeSpike(a, b, bounds))
        expect(judgeSpikes(merged, bounds)).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('of briefs only what is above its norm is read in full', () => {
    const { judged, read } = judgedByBriefs(periods([4, 4, 4, 4, 4, 20, 4, 5]))
    expect(judged.spikes.map(({ start, count }) => [start, count])).toEqual([[50, 20]])
    expect(read).toEqual([50])
    const learnt = judgedByBriefs(periods([4, 4, 4, 4, 4, 20, 4, 5], { learnOnly: true }))
    expect(learnt).toMatchObject({ judged: { spikes: [] }, read: [] })
  })

  test('briefs are judged as the periods are, even past their bounds', () => {
    fc.assert(
      fc.property(scenario, ([{ all }, bounds]) => {
        expect(judgedByBriefs(all, bounds).judged).toEqual(judgeSpikes(stateOf(all, bounds), bounds))
      }),
      { numRuns: 2000 },
    )
  })
})
