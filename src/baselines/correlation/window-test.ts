/** What a window must come to. A set of rules is a number, its bits. */
export type WindowTest =
  | {
      /** Distinct events, distinct values. */
      readonly kind: 'count' | 'distinct'
      readonly within: (value: number) => boolean
    }
  | {
      /** The sum or the mean of the values. */
      readonly kind: 'sum' | 'average'
      readonly within: (value: number) => boolean
      /** Whatever is above a value that is within is so, too. */
      readonly isRising: boolean
    }
  | {
      readonly kind: 'percentile'
      readonly percentile: number
      readonly within: (value: number) => boolean
      readonly isRising: boolean
    }
  /** How many rules, or which ones, have an event in the window. */
  | { readonly kind: 'rules'; readonly holds: (present: number) => boolean }
  /** The same of events in the order of their rules, each rule with an event of its own. */
  | {
      readonly kind: 'sequence'
      /** The sets of rules that may make the window hold, those to be tried first first. */
      readonly sequences: readonly number[]
      /** Whether a set whose rules follow each other is what is looked for; undefined lets the next one be tried. */
      readonly decide: (sequence: number, present: number) => boolean | undefined
    }
