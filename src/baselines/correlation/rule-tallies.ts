import { countRules, type Moment } from './moment.ts'
import { happened, stretchesOf } from './sequences.ts'
import type { Tally, Verdict } from './tally.ts'
import type { WindowTest } from './window-test.ts'

export class RulesPresent<S> implements Tally<S> {
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

export class RulesInOrder<S> implements Tally<S> {
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
