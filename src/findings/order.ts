import { compareText } from '#primitives'
import type { Finding, Incident } from './finding.ts'
import { compareSeverity } from './severity.ts'

/**
 * The gravest first: by severity, then by risk, then the most recent, then by id. What adds up on an account says less of where to look than
 * what does on a user, an address or a bucket of it, and comes behind those that are as grave.
 */
export const bySeverity = (a: Finding | Incident, b: Finding | Incident): number =>
  compareSeverity(b.severity, a.severity) ||
  Number(isOfAccount(a)) - Number(isOfAccount(b)) ||
  riskOf(b) - riskOf(a) ||
  compareText(b.lastSeen ?? '', a.lastSeen ?? '') ||
  compareText(a.id, b.id)

const riskOf = (one: Finding | Incident): number => ('risk' in one ? one.risk.score : one.score)

const isOfAccount = (one: Finding | Incident): boolean => 'entity' in one && one.entity.type === 'account'
