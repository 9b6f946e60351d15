import type { Severity } from './finding.ts'

/** From the mildest to the gravest. */
const severities: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical']

/**
 * 0 informational, 1 to 39 low, 40 to 69 medium, 70 to 89 high, 90 to 100 critical: the bands of AWS Security Hub's
 * normalised severity, so that both speak of the same thing.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html
 */
export const severityOf = (score: number): Severity =>
  severities.findLast(severity => score >= leastScores[severity]) ?? 'informational'

const leastScores: Readonly<Record<Severity, number>> = { informational: 0, low: 1, medium: 40, high: 70, critical: 90 }

/** The score from which on a finding is of a severity. */
export const leastScoreOf = (severity: Severity): number => leastScores[severity]

/** One severity graver; critical stays what it is. */
export const oneGraver = (severity: Severity): Severity => severities[severities.indexOf(severity) + 1] ?? severity

/** Positive when `a` is graver than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => severities.indexOf(a) - severities.indexOf(b)

export const graver = (a: Severity, b: Severity): Severity => (compareSeverity(a, b) >= 0 ? a : b)

export const milder = (a: Severity, b: Severity): Severity => (compareSeverity(a, b) >= 0 ? b : a)
