import { absurd } from '#primitives'
import { countRules, type Moment } from './moment.ts'
import { happened, stretchesOf } from './sequences.ts'
import type { WindowTest } from './window-test.ts'

/** What the moments in a window come to; it is kept up to date while the window slides. */
export interface Tally<S> {
  add(moment: Moment<S>): void
  remove(moment: Moment<S>): void
  /** @param start the times of the first and the last moment in the window. */
  verdict(start: number, end: number): Verdict
}

export interface Verdict {
  readonly holds: boolean
  /** The number that was compared: events, values, rules. */
  readonly value: number
  /** The rules that followed each other, of a sequence that holds. */
  readonly sequence?: number
}

export function tallyFor<S>(test: WindowTest, moments: readonly Moment<S>[]): Tally<S> {
  switch (test.kind) {
    case 'count':
      return new UnitCount(test.within)
    case 'distinct':
      return new ValueCount(test.within)
    case 'sum':
    case 'average':
      return new ValueSum(test.within, test.kind === 'average')
    case 'percentile':
      return new Percentile(test.percentile, test.within)
    case 'rules':
      return new RulesPresent(test.holds)
    case 'sequence':
      return new RulesInOrder(test, moments)
    default:
      return absurd(test)
  }
}

type Within = (value: number) => boolean

/** Counts things that may be there several times. */
class Counts {
  readonly #counts = new Map<number, number>()

  get distinct(): number {
    return this.#counts.size
  }

  /** Whether it was not there before. */
  add(thing: number): boolean {
    const count = this.#counts.get(thing) ?? 0
    this.#counts.set(thing, count + 1)
    return count === 0
  }

  /** Whether it is not there any more. */
  remove(thing: number): boolean {
    const count = this.#counts.get(thing) ?? 0
    if (count > 1) this.#counts.set(thing, count - 1)
    else this.#counts.delete(thing)
    return count <= 1
  }
}

class UnitCount<S> implements Tally<S> {
  readonly #within: Within
  readonly #units = new Counts()
  #total = 0

  constructor(within: Within) {
    this.#within = within
  }

  add({ sightings, weight }: Moment<S>): void {
    for (const { unit } of sightings) if (this.#units.add(unit)) this.#total += weight
  }

  remove({ sightings, weight }: Moment<S>): void {
    for (const { unit } of sightings) if (this.#units.remove(unit)) this.#total -= weight
  }

  verdict(): Verdict {
    const value = Math.round(this.#total)
    return { holds: this.#within(value), value }
  }
}

class ValueCount<S> implements Tally<S> {
  readonly #within: Within
  readonly #values = new Counts()

  constructor(within: Within) {
    this.#within = within
  }

  add({ value }: Moment<S>): void {
    this.#values.add(value)
  }

  remove({ value }: Moment<S>): void {
    this.#values.remove(value)
  }

  verdict(): Verdict {
    const value = this.#values.distinct
    return { holds: this.#within(value), value }
  }
}

class ValueSum<S> implements Tally<S> {
  readonly #within: Within
  readonly #isAverage: boolean
  #sum = 0
  #count = 0
  #moments = 0

  constructor(within: Within, isAverage: boolean) {
    this.#within = within
    this.#isAverage = isAverage
  }

  add({ value, weight }: Moment<S>): void {
    this.#sum += value * weight
    this.#count += weight
    this.#moments++
  }

  remove({ value, weight }: Moment<S>): void {
    this.#sum -= value * weight
    this.#count -= weight
    this.#moments--
    // What rounding has left behind must not outlive the values.
    if (this.#moments === 0) [this.#sum, this.#count] = [0, 0]
  }

  verdict(): Verdict {
    const value = this.#isAverage ? this.#sum / this.#count : this.#sum
    return { holds: this.#within(value), value }
  }
}

/** By nearest rank: the smallest value that at least so many percent of the values do not exceed. */
class Percentile<S> implements Tally<S> {
  readonly #within: Within
  readonly #percentile: number
  readonly #sorted: number[] = []

  constructor(percentile: number, within: Within) {
    this.#percentile = percentile
    this.#within = within
  }

  add({ value }: Moment<S>): void {
    this.#sorted.splice(this.#indexOf(value), 0, value)
  }

  remove({ value }: Moment<S>): void {
    this.#sorted.splice(this.#indexOf(value), 1)
  }

  verdict(): Verdict {
    const rank = Math.ceil((this.#percentile / 100) * this.#sorted.length)
    const value = this.#sorted[Math.max(0, rank - 1)] ?? 0
    return { holds: this.#within(value), value }
  }

  #indexOf(value: number): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

class RulesPresent<S> implements Tally<S> {
  readonly #holds: (present: number) => boolean
  readonly #events: number[] = new Array<number>(31).fill(0)
  present = 0

  constructor(holds: (present: number) => boolean) {
    this.#holds = holds
  }

  add({ rules }: Moment<S>): void {
    this.#change(rules, 1)
  }

  remove({ rules }: Moment<S>): void {
    this.#change(rules, -1)
  }

  verdict(): Verdict {
    return { holds: this.#holds(this.present), value: countRules(this.present) }
  }

  #change(rules: number, by: 1 | -1): void {
    for (let rule = 0, rest = rules; rest !== 0; rule++, rest >>>= 1) {
      if (!(rest & 1)) continue
      const events = (this.#events[rule] ?? 0) + by
      this.#events[rule] = events
      if (events > 0) this.present |= 1 << rule
      else this.present &= ~(1 << rule)
    }
  }
}

type SequenceTest = Extract<WindowTest, { kind: 'sequence' }>

class RulesInOrder<S> implements Tally<S> {
  readonly #test: SequenceTest
  readonly #moments: readonly Moment<S>[]
  readonly #rules = new RulesPresent<S>(() => true)
  readonly #stretches = new Map<number, ReturnType<typeof stretchesOf>>()

  constructor(test: SequenceTest, moments: readonly Moment<S>[]) {
    this.#test = test
    this.#moments = moments
  }

  add(moment: Moment<S>): void {
    this.#rules.add(moment)
  }

  remove(moment: Moment<S>): void {
    this.#rules.remove(moment)
  }

  verdict(start: number, end: number): Verdict {
    const { present } = this.#rules
    for (const sequence of this.#test.sequences) {
      if ((sequence & present) !== sequence || !happened(this.#stretchesOf(sequence), start, end)) continue
      const holds = this.#test.decide(sequence, present)
      if (holds !== undefined) return { holds, value: countRules(sequence), ...(holds && { sequence }) }
    }
    return { holds: false, value: 0 }
  }

  #stretchesOf(sequence: number): ReturnType<typeof stretchesOf> {
    const known = this.#stretches.get(sequence) ?? stretchesOf(this.#moments, sequence)
    this.#stretches.set(sequence, known)
    return known
  }
}
