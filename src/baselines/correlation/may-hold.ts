import { absurd } from '#primitives'
import { countRules } from './moment.ts'
import type { WindowTest } from './window-test.ts'

/** Past these it takes longer to find out than to look at the events. */
const mostRules = 6
const mostRows = 100_000

/** What is in a window. */
export interface Amount {
  readonly rows: number
  readonly sum: number
}

/**
 * Whether a window can hold, by numbers alone: when not, none has to be looked at.
 *
 * @param present all rules that have an event in it or in any window within it, as bits.
 * @param rows how many events, or values of events, there are at most.
 * @param sum of their values, at most; none of them is below 0, unless it is infinite.
 */
export function mayHold(test: WindowTest, present: number, { rows, sum }: Amount): boolean {
  switch (test.kind) {
    case 'count':
    case 'distinct':
      return rows > mostRows || isSomeWithin(rows, test.within)
    case 'sum':
    case 'average':
    case 'percentile':
      return !test.isRising || test.within(sum)
    case 'rules':
      return countRules(present) > mostRules || partsOf(present).some(test.holds)
    case 'sequence': {
      if (countRules(present) > mostRules) return true
      const parts = partsOf(present)
      return test.sequences.some(sequence =>
        parts.some(part => (sequence & part) === sequence && test.decide(sequence, part) === true),
      )
    }
    default:
      return absurd(test)
  }
}

function isSomeWithin(most: number, within: (value: number) => boolean): boolean {
  for (let value = most; value > 0; value--) if (within(value)) return true
  return false
}

/** The sets of rules within a set that are not empty. */
function partsOf(present: number): number[] {
  const parts: number[] = []
  for (let part = present; part !== 0; part = (part - 1) & present) parts.push(part)
  return parts
}
