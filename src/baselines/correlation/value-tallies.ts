import { positionOf } from '#primitives'
import type { Moment } from './moment.ts'
import type { Tally, Verdict } from './tally.ts'

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

export class UnitCount<S> implements Tally<S> {
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

export class ValueCount<S> implements Tally<S> {
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

export class ValueSum<S> implements Tally<S> {
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
export class Percentile<S> implements Tally<S> {
  readonly #within: Within
  readonly #percentile: number
  readonly #sorted: number[] = []

  constructor(percentile: number, within: Within) {
    this.#percentile = percentile
    this.#within = within
  }

  add({ value }: Moment<S>): void {
    this.#sorted.splice(positionOf(this.#sorted, value), 0, value)
  }

  remove({ value }: Moment<S>): void {
    this.#sorted.splice(positionOf(this.#sorted, value), 1)
  }

  verdict(): Verdict {
    const rank = Math.ceil((this.#percentile / 100) * this.#sorted.length)
    const value = this.#sorted[Math.max(0, rank - 1)] ?? 0
    return { holds: this.#within(value), value }
  }
}
