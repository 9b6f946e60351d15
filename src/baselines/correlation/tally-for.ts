import { absurd } from '#primitives'
import type { Moment } from './moment.ts'
import { RulesInOrder, RulesPresent } from './rule-tallies.ts'
import type { Tally } from './tally.ts'
import { Percentile, UnitCount, ValueCount, ValueSum } from './value-tallies.ts'
import type { WindowTest } from './window-test.ts'

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
