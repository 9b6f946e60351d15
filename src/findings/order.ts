import type { Finding, Incident } from './finding.ts'
import { compareSeverity } from './severity.ts'

/** The gravest first, then the most recent, then by id. */
export const bySeverity = (a: Finding | Incident, b: Finding | Incident): number =>
  compareSeverity(b.severity, a.severity) || compareText(b.lastSeen ?? '', a.lastSeen ?? '') || compareText(a.id, b.id)

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
