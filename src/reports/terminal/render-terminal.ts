import type { Finding, Severity } from '#findings'
import { nothingSearched } from '../nothing-searched.ts'
import type { ScanResult } from '../scan-result.ts'
import { formatAmount, formatCount, formatSpan } from '../wording.ts'
import { renderAccount } from './account-lines.ts'
import { renderBlindness } from './blind-lines.ts'
import { renderFindings } from './finding-lines.ts'
import { colourInk, type Ink, plainInk, severityStyles } from './ink.ts'
import { renderEntityRisk, renderIncidents } from './risk-lines.ts'
import { renderSparkline } from './sparkline.ts'
import { renderWhoWasHere } from './who-was-here.ts'

export interface TerminalOptions {
  readonly colour: boolean
  /** Columns of the screen. */
  readonly width: number
  readonly verbose: boolean
  /** Wall-clock milliseconds of the run, when known. */
  readonly elapsed?: number
  /** Commands to try next, already complete. */
  readonly next: readonly string[]
  /** Findings that were left out by severity. */
  readonly hidden?: number
  /** Nothing but the findings. */
  readonly findingsOnly?: boolean
  readonly version: string
}

/** The whole report of a scan for a person at a terminal. */
export function renderTerminal(result: ScanResult, options: TerminalOptions): string {
  const ink = options.colour ? colourInk : plainInk
  const width = Math.max(60, Math.min(options.width, 160))
  const home = homeAccount(result.findings)
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', ink('bold', title), ...lines.map(line => (line === '' ? '' : `  ${line}`))]
  const findings = [
    ink('bold', headlineOf(result, options.hidden ?? 0)),
    ...renderFindings(result.findings, { width, home, ink, verbose: options.verbose }),
  ]
  if (options.findingsOnly) return `${findings.join('\n').trimEnd()}\n`
  // Where nothing was searched, that is the news, and comes first.
  const isSearched = nothingSearched(result.account) === undefined
  const lines = [
    titleLine(result, options, ink),
    ...(isSearched ? [] : [...findings, '']),
    ...renderAccount(result, options.verbose ? Number.POSITIVE_INFINITY : 5, ink, width - 2).map(line => `  ${line}`),
    ...section('Activity', renderSparkline(result.activity, width - 4, ink)),
    ...section('Incidents', renderIncidents(result.incidents, home, ink, width - 2)),
    '',
    ...(isSearched ? findings : []),
    ...section('Who was here', whoLines(result, options, home, ink, width - 2)),
    ...section(
      'Highest risk',
      result.entityRisk.length === 0
        ? []
        : renderEntityRisk(result.entityRisk, options.verbose ? 50 : 8, home, ink, width - 2),
    ),
    ...section('Blind spots', renderBlindness(result, ink, options.verbose, width - 2)),
    ...section(
      'Next',
      options.next.map(command => ink('cyan', command)),
    ),
  ]
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

function whoLines(
  result: ScanResult,
  options: TerminalOptions,
  home: string | null,
  ink: Ink,
  width: number,
): string[] {
  if (result.activity.principals.length === 0) return []
  return renderWhoWasHere(result.activity, options.verbose ? Number.POSITIVE_INFINITY : 12, home, ink, width)
}

function titleLine(result: ScanResult, options: TerminalOptions, ink: Ink): string {
  const active = result.detections.filter(detection => detection.state !== 'blind').length
  const seconds = options.elapsed === undefined ? '' : ` · ${speed(result, options.elapsed)}`
  return (
    ink('bold', `Bucketwatch ${options.version}`) +
    ink('dim', ` · ${withTheirLogs(active, result.detections.length)}${seconds}`)
  )
}

const withTheirLogs = (active: number, all: number): string =>
  active === all
    ? `all ${formatAmount(all, 'detection')} had the logs they need`
    : `${formatCount(active)} of ${formatAmount(all, 'detection')} had the logs they need`

function speed(result: ScanResult, elapsed: number): string {
  const seconds = Math.max(elapsed, 1) / 1000
  const took = seconds < 60 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : formatSpan(elapsed)
  return `${took}, ${Math.round(result.account.bytes / 1e6 / seconds)} MB/s`
}

function headlineOf({ account, activity, findings }: ScanResult, hidden: number): string {
  const nothing = nothingSearched(account)
  if (nothing !== undefined) return nothing
  const isNothingOfIt = account.notFound.length > 0 && activity.events === 0
  return (
    headline(findings, hidden) +
    (isNothingOfIt && findings.length === 0 ? ': what was asked for is not in these logs' : '')
  )
}

function headline(findings: readonly Finding[], hidden: number): string {
  const rest = hidden > 0 ? ` (${hidden} of lower severity left out)` : ''
  if (findings.length === 0) return `No findings${rest}`
  const words = (Object.keys(severityStyles) as Severity[])
    .map(severity => [severity, findings.filter(finding => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
  return `${formatAmount(findings.length, 'finding')}: ${words.join(', ')}${rest}`
}

/** The account that most findings belong to: its id need not be repeated on every line. */
export function homeAccount(findings: readonly Finding[]): string | null {
  const counts = new Map<string, number>()
  for (const { account } of findings) if (account !== null) counts.set(account, (counts.get(account) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}
