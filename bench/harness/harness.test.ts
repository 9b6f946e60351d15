import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'
import { readOptions } from './options.ts'
import { median, outcomeOf } from './rows.ts'
import { type PreparedTrail, trails } from './trails.ts'

const prepared: PreparedTrail = {
  trail: trails.find(trail => trail.letter === 'a') as (typeof trails)[number],
  folder: '',
  summary: { files: 1, events: 1_000, bytes: 100_000_000, compressedBytes: 10_000_000 },
}
const took = (seconds: number) => ({ ok: true, seconds, peakKilobytes: 1_000 * seconds, output: '' }) as const

describe('a row', () => {
  it('is the median of the times and the highest peak', () => {
    expect(outcomeOf('duckdb', prepared, [took(4), took(1), took(2)], 1)).toEqual({
      row: { trail: 'management', contender: 'duckdb', mbPerSecond: 50, eventsPerSecond: 500, peakMB: 4, ofFloor: 0.5 },
    })
    expect(median([4, 1, 2, 3])).toBe(2.5)
  })

  it('is absent, with the reason, when a run failed', () => {
    const runs = [took(1), { ok: false, reason: 'no such module' } as const]
    expect(outcomeOf('duckdb', prepared, runs, 1)).toEqual({ contender: 'duckdb', absent: 'no such module' })
  })
})

describe('a measured process', () => {
  it('tells its output, its time and its peak memory', async () => {
    const measured = await measure({ kind: 'run', args: ['-e', 'console.log(6 * 7)'] })
    expect(measured).toMatchObject({ ok: true, output: '42\n' })
    expect(measured.ok && measured.peakKilobytes).toBeGreaterThan(20_000)
  })

  it('says what went wrong', async () => {
    const measured = await measure({ kind: 'run', args: ['-e', 'throw new RangeError("too much")'] })
    expect(measured).toEqual({ ok: false, reason: 'RangeError: too much' })
  })
})

describe('the options', () => {
  it('name trails by letter or name, and keep the floor as the measure of the others', () => {
    const options = readOptions(['--trail', 'a,access-logs', '--contender', 'duckdb'])
    expect(options?.trails.map(trail => trail.letter)).toEqual(['a', 'e'])
    expect(options?.contenders).toEqual(['floor', 'duckdb'])
  })

  it.each([[['--trail', 'f']], [['--contender', 'grep']], [['--runs', 'many']], [['--unknown']]])('refuse %j', args => {
    expect(readOptions(args)).toBeUndefined()
  })
})
