import { compareSeverity, type Severity } from '#findings'
import { type FindingFilter, type FindingStatus, findingStatuses } from '#store'

export interface FilterOptions {
  readonly status?: readonly (FindingStatus | 'all')[]
  readonly severity?: readonly Severity[]
  readonly minSeverity?: Severity
  readonly detection?: string
  readonly entity?: string
  readonly since?: number
}

const severities: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical']

/** @param usual statuses when none is asked for. */
export function filterOf(options: FilterOptions, usual: readonly FindingStatus[]): FindingFilter {
  const { status = usual, severity = severities, minSeverity = 'informational', detection, entity, since } = options
  return {
    statuses: status.includes('all') ? findingStatuses : findingStatuses.filter(one => status.includes(one)),
    severities: severity.filter(one => compareSeverity(one, minSeverity) >= 0),
    ...(detection !== undefined && { detection }),
    ...(entity !== undefined && { entity }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }
}
