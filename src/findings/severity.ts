import type { Severity } from './finding.ts'

/** From the mildest to the gravest. */
const severities: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical']

/**
 * 0 informational, 1 to 39 low, 40 to 69 medium, 70 to 89 high, 90 to 100 critical: the bands of AWS Security Hub's
 * normalised severity, so that both speak of the same thing.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html
 */
export function severityOf(score: number): Severity {
  if (score >= 90) return 'critical'
  if (score >= 70) return 'high'
  if (score >= 40) return 'medium'
  return score >= 1 ? 'low' : 'informational'
}

/** Positive when `a` is graver than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => severities.indexOf(a) - severities.indexOf(b)

export const graver = (a: Severity, b: Severity): Severity => (compareSeverity(a, b) >= 0 ? a : b)
