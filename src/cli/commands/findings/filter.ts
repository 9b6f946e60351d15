import { compareSeverity, type Severity } from '#findings'
import { escapeTerminal } from '#primitives'
import { type FindingFilter, type FindingStatus, findingStatuses, type Store } from '#store'
import { CommandError } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { suggestion } from '../../suggestion.ts'
import { gained } from './state-file.ts'

export interface FilterOptions {
  readonly status?: readonly (FindingStatus | 'all')[]
  readonly severity?: readonly Severity[]
  readonly minSeverity?: Severity
  readonly detection?: string
  readonly entity?: string
  readonly since?: number
}

const severities: readonly Severity[] = ['informational', 'low', 'medium', 'high', 'critical']

/**
 * What is asked for, as the state file takes it; a detection that nobody knows ends the command.
 *
 * @param usual statuses when none is asked for.
 */
export async function filterOf(
  store: Store,
  options: FilterOptions & ConfigOptions,
  usual: readonly FindingStatus[],
): Promise<FindingFilter> {
  if (options.detection !== undefined) await knowDetection(store, options.detection, options)
  const { status = usual, severity = severities, minSeverity = 'informational', detection, entity, since } = options
  return {
    statuses: status.includes('all') ? findingStatuses : findingStatuses.filter(one => status.includes(one)),
    severities: severity.filter(one => compareSeverity(one, minSeverity) >= 0),
    ...(detection !== undefined && { detection }),
    ...(entity !== undefined && { entity }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }
}

/** Findings may be of a detection that is not loaded any more, so that those are looked at first. */
async function knowDetection(store: Store, slug: string, options: ConfigOptions): Promise<void> {
  const found = gained(store.snapshot(() => store.findings.slugs()))
  if (found.includes(slug)) return
  const { detections } = await loadDetections(await loadConfiguration(options))
  const slugs = detections.map(detection => detection.slug)
  if (slugs.includes(slug)) return
  const names = [...new Set([...slugs, ...found])]
  throw new CommandError(`there is no detection "${escapeTerminal(slug)}"${suggestion(slug, names)}`)
}
