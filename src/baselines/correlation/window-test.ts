/** What a window must come to. A set of rules is a number, its bits. */
export type WindowTest =
  | {
      /** Distinct events, distinct values, the sum or the mean of the values. */
      readonly kind: 'count' | 'distinct' | 'sum' | 'average'
      readonly within: (value: number) => boolean
    }
  | {
      readonly kind: 'percentile'
      readonly percentile: number
      readonly within: (value: number) => boolean
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
