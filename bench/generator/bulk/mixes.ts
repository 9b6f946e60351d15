import type { Random } from '../random.ts'
import { accountTraffic } from './account-traffic.ts'
import { objectTraffic, settingsChanges, settingsTraffic, type Weighted } from './s3-traffic.ts'
import { Mix } from './template.ts'

/** The same templates, sharing `percent` between them. */
function share(percent: number, weighted: readonly Weighted[]): Weighted[] {
  const sum = weighted.reduce((total, { weight }) => total + weight, 0)
  return weighted.map(({ weight, template }) => ({ weight: (weight / sum) * percent, template }))
}

/** A trail of management events: 8 % concern S3, of which few change anything. */
export const managementMix = (random: Random): Mix =>
  new Mix([
    ...share(92, accountTraffic(random, 24)),
    ...share(7.9, settingsTraffic(random, 16)),
    ...share(0.1, settingsChanges(random, 6)),
  ])

/** A trail with data events: 95 % are requests for objects. */
export const dataMix = (random: Random): Mix =>
  new Mix([
    ...share(95, objectTraffic(random, 120)),
    ...share(4.5, accountTraffic(random, 10)),
    ...share(0.49, settingsTraffic(random, 8)),
    ...share(0.01, settingsChanges(random, 6)),
  ])
