import type { KeyParts } from './key-parts.ts'

/** Which logs are wanted, as far as their keys can tell. */
export interface KeyScope {
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** Of the events, epoch milliseconds; inclusive. */
  readonly from?: number | undefined
  /** Exclusive. */
  readonly to?: number | undefined
}

export const everyKey: KeyScope = { accounts: [], regions: [] }

const hour = 3_600_000
const day = 24 * hour

/**
 * The date of a key is that of its delivery. What happened at some time is in no earlier file (an hour is left for clocks
 * that differ), and mostly in one of the same hour, but access logs in particular may come a day later.
 */
const delivered = { early: hour, late: day }

/** Why keys that begin so are left out; undefined for those to be read. */
export function leftOut(parts: KeyParts, scope: KeyScope): string | undefined {
  const { account, log, region } = parts
  if (log !== undefined) {
    if (log === 'CloudTrail-Digest') return 'digests: they sign logs and hold no events'
    if (log === 'CloudTrail-Insight') return 'CloudTrail Insights: unusual rates and no calls'
    if (otherLogs.has(log)) return 'logs of other services'
  }
  if (account !== undefined && scope.accounts.length > 0 && !scope.accounts.includes(account)) return '--account'
  if (region !== undefined && scope.regions.length > 0 && !scope.regions.includes(region)) return '--region'
  const { date, separator = '/' } = parts
  if (date === undefined) return undefined
  const { first, last } = days(scope, separator)
  if (first !== undefined && date < first.slice(0, date.length)) return '--from'
  if (last !== undefined && date > last.slice(0, date.length)) return '--to'
  return undefined
}

/** The first and the last day whose keys are wanted, written as in keys. */
export function days(scope: KeyScope, separator: '/' | '-'): { first: string | undefined; last: string | undefined } {
  const written = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', separator)
  return {
    first: scope.from === undefined ? undefined : written(scope.from - delivered.early),
    last: scope.to === undefined ? undefined : written(scope.to + delivered.late),
  }
}

/** Folders beside `CloudTrail` in `AWSLogs/account/`; a name that is not here is looked into. */
const otherLogs = new Set([
  'Config',
  'GuardDuty',
  'WAFLogs',
  'elasticloadbalancing',
  'network-firewall',
  'redshift',
  'vpcdnsquerylogs',
  'vpcflowlogs',
  'vpn-logs',
])
