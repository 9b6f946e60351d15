import type { Moment } from './moment.ts'

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
