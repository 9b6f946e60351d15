import { type Behaviour, loadCoverage, navigatorLayer, type Seen } from '#content'
import type { Detection } from '#detect'
import { scan } from '#pipeline'
import { absurd, escapeTerminal } from '#primitives'
import { alignWithin, formatAmount, type Ink, type ScanResult } from '#reports'
import { exitCodes } from '../../exit-codes.ts'
import { inkFor } from '../../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../../load-configuration.ts'
import { failed, loadDetections, loadShipped } from '../../load-detections.ts'
import { scanSettings } from '../../scan-settings.ts'
import { tableWidth, writeOut } from '../../terminal.ts'
import { tellUnread } from '../../unread-input.ts'

export interface CoverageOptions extends RuleOptions {
  readonly format?: 'table' | 'json' | 'navigator'
  readonly color: boolean
}

/** What intruders do to buckets, what finds it, and, given logs, what was seen there and what could not be. */
export async function showCoverage(paths: readonly string[], options: CoverageOptions): Promise<number> {
  const configuration = await loadConfiguration(options, ruleFlags(options))
  const { detections } = await loadDetections(configuration)
  const behaviours = await behavioursFoundBy(detections)
  const result = paths.length === 0 ? undefined : await scan({ paths, detections, ...scanSettings(configuration) })
  if (result && !result.ok) throw failed(result.issues)
  const seen = result && seenIn(result.value)
  await writeOut(process.stdout, textOf(behaviours, detections, seen, options))
  return result ? tellUnread(result.value.account, paths) : exitCodes.done
}

/** What is switched off finds nothing. */
async function behavioursFoundBy(detections: readonly Detection[]): Promise<readonly Behaviour[]> {
  const behaviours = await loadCoverage((await loadShipped()).detections)
  if (!behaviours.ok) throw failed(behaviours.issues)
  const running = new Set(detections.map(({ slug }) => slug))
  return behaviours.value.map(row => ({ ...row, detections: row.detections.filter(slug => running.has(slug)) }))
}

const seenIn = ({ detections }: ScanResult): readonly Seen[] =>
  detections.map(({ slug, findings, state }) => ({ slug, findings, state }))

function textOf(
  behaviours: readonly Behaviour[],
  detections: readonly Detection[],
  seen: readonly Seen[] | undefined,
  options: CoverageOptions,
): string {
  switch (options.format) {
    case 'navigator':
      return `${JSON.stringify(navigatorLayer(detections, seen), null, 2)}\n`
    case 'json':
      return `${JSON.stringify(rowsOf(behaviours, seen), null, 2)}\n`
    case 'table':
    case undefined:
      return table(behaviours, seen, inkFor(options))
    default:
      return absurd(options.format)
  }
}

interface Row extends Behaviour {
  readonly findings?: number
  /** Each of its detections lacked its log. */
  readonly blind?: boolean
}

function rowsOf(behaviours: readonly Behaviour[], seen: readonly Seen[] | undefined): readonly Row[] {
  if (!seen) return behaviours
  const status = new Map(seen.map(one => [one.slug, one]))
  return behaviours.map(row => ({
    ...row,
    findings: row.detections.reduce((sum, slug) => sum + (status.get(slug)?.findings ?? 0), 0),
    blind: row.detections.length > 0 && row.detections.every(slug => status.get(slug)?.state === 'blind'),
  }))
}

function table(behaviours: readonly Behaviour[], seen: readonly Seen[] | undefined, ink: Ink): string {
  const rows = rowsOf(behaviours, seen)
  const lines = alignWithin(
    [
      { title: 'behaviour', align: 'left', yields: true },
      ...(seen ? [{ title: 'findings', align: 'left' } as const] : []),
      { title: 'found by', align: 'left' },
    ],
    rows.map(row =>
      [row.title, ...(seen ? [findingsOf(row)] : []), row.detections.join(', ') || '-'].map(escapeTerminal),
    ),
    tableWidth(process.stdout),
  ).flat()
  const covered = rows.filter(row => row.detections.length > 0).length
  const uncovered = rows.filter(row => row.detections.length === 0)
  return `${[
    ...lines,
    '',
    ink('bold', `${formatAmount(rows.length, 'behaviour')}, ${covered} of them with a detection`),
    ...uncovered.map(({ title, reason }) => escapeTerminal(`  ${title}: ${reason ?? 'what finds it is switched off'}`)),
    ...(seen ? blindLines(seen, ink) : []),
  ].join('\n')}\n`
}

const findingsOf = (row: Row): string => (row.blind ? 'blind' : row.findings ? String(row.findings) : '-')

function blindLines(seen: readonly Seen[], ink: Ink): string[] {
  const blind = seen.filter(({ state }) => state === 'blind')
  if (blind.length === 0) return []
  return [
    '',
    ink('bold', `${formatAmount(blind.length, 'detection')} blind: none of the logs that they need is here`),
    ...blind.map(({ slug }) => `  ${slug}`),
  ]
}
