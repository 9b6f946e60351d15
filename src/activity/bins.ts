import type { PrincipalCell } from './ledger.ts'

/** What is counted together: one actor's activity of one kind, told by one log, in one hour. */
export interface Bin {
  /** Index of the actor. */
  readonly principal: number
  /** Index of the access. */
  readonly access: number
  /** How much the log is believed: 0 for CloudTrail, which names the actor more fully, 1 for an access log. */
  readonly log: number
  /** Hours since 1970; 0 when the time cannot be read. */
  readonly hour: number
}

/** The order in which two reports of one request are believed; the same whichever came first. */
export function compareBins(a: Bin, b: Bin, principals: readonly Pick<PrincipalCell, 'principal'>[]): number {
  if (a.log !== b.log) return a.log - b.log
  const nameOfA = principals[a.principal]?.principal ?? ''
  const nameOfB = principals[b.principal]?.principal ?? ''
  if (nameOfA !== nameOfB) return nameOfA < nameOfB ? -1 : 1
  return a.access - b.access || a.hour - b.hour
}
