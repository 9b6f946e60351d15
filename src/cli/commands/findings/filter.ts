import { compareSeverity, type Severity } from '#findings'
import { escapeTerminal } from '#primitives'
import { type FindingFilter, type FindingStatus, findingStatuses, type Store } from '#store'
import { findDetection } from '../../find-detection.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { suggestion } from '../../suggestion.ts'
import { writeOut } from '../../terminal.ts'
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
  const { status = usual, severity = severities, minSeverity = 'informational', entity, since } = options
  const detection = options.detection === undefined ? undefined : await slugOf(store, options.detection, options)
  if (entity !== undefined) await tellUnknownEntity(store, entity)
  return {
    statuses: status.includes('all') ? findingStatuses : findingStatuses.filter(one => status.includes(one)),
    severities: severity.filter(one => compareSeverity(one, minSeverity) >= 0),
    ...(detection !== undefined && { detection }),
    ...(entity !== undefined && { entity }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }
}

/** The slug. Findings may be of a detection that is not loaded any more, so that those are looked at first. */
async function slugOf(store: Store, name: string, options: ConfigOptions): Promise<string> {
  const found = gained(store.snapshot(() => store.findings.slugs()))
  if (found.includes(name)) return name
  const { detections } = await loadDetections(await loadConfiguration(options))
  const gone = found.filter(slug => detections.every(detection => detection.slug !== slug))
  return findDetection([...detections, ...gone.map(slug => ({ slug, id: slug, title: slug }))], name).slug
}

/** That nothing is about a name may be good news, and may be a slip: both is said, where no finding ever named it. */
async function tellUnknownEntity(store: Store, entity: string): Promise<void> {
  const near = gained(
    store.snapshot(() => {
      if (store.findings.list({ entity }).length > 0) return undefined
      const names = store.findings.entities()
      const short = names.flatMap(name => [name, name.slice(name.lastIndexOf(':') + 1)])
      return isNumber(entity) ? '' : suggestion(entity, [...new Set(short)])
    }),
  )
  if (near === undefined) return
  const said = `no finding in ${store.file} is about "${entity}"${near}`
  await writeOut(process.stderr, `bucketwatch: ${escapeTerminal(said)}\n`)
}

/** An address or an account: another one is hardly ever what was meant. */
const isNumber = (entity: string): boolean => /^[\da-f.:/]+$/i.test(entity)
