import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Bell } from '../../pause.ts'
import type { Mark } from '../delivery.ts'
import { type Found, HandOver } from './hand-over.ts'
import { Horizon } from './horizon.ts'

const hour = 3_600_000
const lookBack = 48 * hour
const start = Date.parse('2026-11-24T00:00:00Z')

/** What a state file keeps of a source. */
class Kept {
  readonly marks = new Map<string, Mark>()
  readonly positions = new Map<string, string>()
  readonly everRead = new Set<string>()

  hasRead({ name, version }: Mark): boolean {
    return this.marks.get(name)?.version === version
  }

  positionOf(part: string): string | undefined {
    return this.positions.get(part)
  }

  commit(found: readonly Found[], positions: ReadonlyMap<string, string>): void {
    for (const { mark } of found) {
      this.marks.set(mark.name, mark)
      this.everRead.add(mark.name)
    }
    for (const [part, position] of positions) this.positions.set(part, position)
    const newest = Math.max(...Array.from(this.marks.values(), ({ time }) => time))
    for (const [name, { time }] of this.marks) if (time < newest - lookBack - 24 * hour) this.marks.delete(name)
  }
}

/** A process that watches: it lists, reads, commits or not, and may die at any moment. */
class Process {
  readonly #kept: Kept
  readonly #horizon: Horizon
  readonly #handOver = new HandOver(1_000, new Bell())
  #clock = 0

  constructor(kept: Kept, now: number) {
    this.#kept = kept
    this.#horizon = new Horizon(kept, lookBack, now)
    kept.commit([], this.#horizon.beginning() ?? new Map())
  }

  /** `missing` is a part that cannot be listed. */
  look(bucket: readonly Found[], missing: string | undefined): void {
    const listed = bucket.filter(({ part }) => part !== missing)
    const asked = listed.filter(({ part, mark }) => mark.time >= this.#horizon.cutOff(part))
    this.#handOver.add(asked.filter(({ mark }) => this.#horizon.isNew(mark)))
    this.#horizon.listedAll(new Set(listed.map(({ part }) => part)), missing === undefined)
  }

  /** Until nothing waits and nothing was given back. */
  readAll(): void {
    for (let idle = 0; idle < 2; this.#clock += hour) idle = this.read(10, true) > 0 ? 0 : idle + 1
  }

  /** The next batch is committed, or given back. */
  read(most: number, succeeds: boolean): number {
    this.#clock += 500
    const found = this.#handOver.take(most, Number.POSITIVE_INFINITY, this.#clock)
    if (found.length === 0) return 0
    if (!succeeds) this.#handOver.giveBack(found, this.#clock)
    else {
      const own = new Set(found)
      const parts = new Set(found.map(({ part }) => part))
      this.#kept.commit(
        found,
        this.#horizon.positions(parts, part => this.#handOver.oldest(part, own)),
      )
      this.#handOver.settled(found)
    }
    return found.length
  }
}

const action = fc.oneof(
  // An object appears, up to so many hours after the time that it bears.
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put'), part: fc.constantFrom('a/', 'b/'), late: fc.nat(40) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('look'), missing: fc.option(fc.constantFrom('a/', 'b/')) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('read'), most: fc.integer({ min: 1, max: 3 }), succeeds: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), hours: fc.nat(100) }) },
) as fc.Arbitrary<Action>

type Action =
  | { kind: 'put'; part: string; late: number }
  | { kind: 'look'; missing: string | null }
  | { kind: 'read'; most: number; succeeds: boolean }
  | { kind: 'die' }
  | { kind: 'wait'; hours: number }

/** Rare by chance: one object cannot be read for longer than the look-back while others can, and then the process dies. */
const refusedForDays: Action[] = [
  { kind: 'put', part: 'a/', late: 0 },
  { kind: 'look', missing: null },
  { kind: 'read', most: 1, succeeds: false },
  { kind: 'wait', hours: 100 },
  { kind: 'put', part: 'a/', late: 0 },
  { kind: 'look', missing: null },
  { kind: 'read', most: 1, succeeds: true },
  { kind: 'die' },
]

describe('what is known of a bucket', () => {
  test('loses no object, whatever is late, refused, missing or killed in between', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), actions => {
        const kept = new Kept()
        const bucket: Found[] = []
        let now = start
        let process = new Process(kept, now)
        const restart = (): void => {
          process = new Process(kept, now)
        }
        for (const step of actions) {
          now += 60_000
          if (step.kind === 'put') {
            const name = `${step.part}${bucket.length}`
            const mark = { name, version: 'v', time: Math.max(start, now - step.late * hour) }
            bucket.push({ part: step.part, file: { name }, mark })
          } else if (step.kind === 'look') process.look(bucket, step.missing ?? undefined)
          else if (step.kind === 'read') process.read(step.most, step.succeeds)
          else if (step.kind === 'wait') now += step.hours * hour
          else restart()
        }
        process.look(bucket, undefined)
        process.readAll()
        restart()
        process.look(bucket, undefined)
        process.readAll()
        expect(bucket.map(({ mark }) => mark.name).filter(name => !kept.everRead.has(name))).toEqual([])
      }),
      { numRuns: 500, examples: [[refusedForDays]] },
    )
  })
})
