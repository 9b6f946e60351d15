import { compareText } from '#primitives'
import type { Finding, Incident } from './finding.ts'
import { compareSeverity } from './severity.ts'

/** The gravest first: by severity, then by risk, then the most recent, then by id. */
export const bySeverity = (a: Finding | Incident, b: Finding | Incident): number =>
  compareSeverity(b.severity, a.severity) ||
  riskOf(b) - riskOf(a) ||
  compareText(b.lastSeen ?? '', a.lastSeen ?? '') ||
  compareText(a.id, b.id)

const riskOf = (one: Finding | Incident): number => ('risk' in one ? one.risk.score : one.score)
