import type { ActivityEvent } from '#events'

/** Which events a scan reports on. Plain data: it travels to the workers. */
export interface Scope {
  /** Epoch milliseconds, inclusive. Earlier events are learnt from, not reported. */
  readonly from?: number
  /** Epoch milliseconds, exclusive. */
  readonly to?: number
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** Of the findings and the activity; everything is read, since what an actor did elsewhere has a say in the judgement. */
  readonly buckets: readonly string[]
}

export const everything: Scope = { accounts: [], regions: [], buckets: [] }

/** `report`, `learn`, or the option that leaves the event out. */
export type Verdict = 'report' | 'learn' | '--from' | '--to' | '--account' | '--region'

/**
 * An event without a readable time is kept unless a time was asked for. An access log names neither account nor,
 * often, region: what is not known is not left out, since hiding evidence is the worse mistake.
 */
export function judgeScope(scope: Scope, event: ActivityEvent): Verdict {
  if (!admits(scope.accounts, event.account)) return '--account'
  if (!admits(scope.regions, event.region)) return '--region'
  if (scope.to !== undefined && (event.time === undefined || event.time >= scope.to)) return '--to'
  if (scope.from !== undefined) {
    if (event.time === undefined) return '--from'
    if (event.time < scope.from) return 'learn'
  }
  return 'report'
}

/** Whether something is about the buckets that were asked for. */
export const concerns = (scope: Scope, buckets: readonly (string | undefined)[]): boolean =>
  scope.buckets.length === 0 || buckets.some(bucket => bucket !== undefined && scope.buckets.includes(bucket))

const admits = (wanted: readonly string[], value: string): boolean =>
  wanted.length === 0 || value === '' || wanted.includes(value)
