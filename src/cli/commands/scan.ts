import type { ConfigSources, Configuration } from '#config'
import type { Detection } from '#detect'
import type { Severity } from '#findings'
import { compareSeverity } from '#findings'
import { findInput, type Scope, scan } from '#pipeline'
import { jsonText } from '#primitives'
import {
  isNothingHeld,
  isNothingUsable,
  plainInk,
  type ReportFormat,
  renderAccount,
  renderBlindness,
  type ScanResult,
} from '#reports'
import { compareNetworksBy, type NetworkView } from '../compare-networks.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { inputLines } from '../input-lines.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../load-configuration.ts'
import { failed, loadDetections } from '../load-detections.ts'
import { isStateIssue, openStore, type StateOptions, stateFailure } from '../open-store.ts'
import { keepInputs, planOutputs, writeOutputs } from '../outputs.ts'
import { ProgressLine } from '../progress-line.ts'
import { scanSettings } from '../scan-settings.ts'
import { called, quoteForShell, screenOf, writeOut } from '../terminal.ts'
import { version } from '../version.ts'
import { exitCodeOf } from './scan-exit-code.ts'

export interface ScanOptions extends RuleOptions, StateOptions {
  readonly from?: number
  readonly to?: number
  readonly account?: readonly string[]
  readonly region?: readonly string[]
  readonly bucket?: readonly string[]
  readonly baseline?: readonly string[]
  readonly minSeverity?: Severity
  readonly failOn?: Severity
  readonly format?: readonly ReportFormat[]
  readonly output?: readonly string[]
  readonly evidence?: boolean
  readonly workers?: number
  readonly newNetworkBy?: NetworkView
  readonly mmdb?: readonly string[]
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color: boolean
  readonly progress: boolean
  readonly dryRun?: boolean
  readonly strict?: boolean
  readonly maxFileSize?: number
  readonly maxRatio?: number
  readonly maxDepth?: number
  readonly maxRecordSize?: number
  readonly maxNesting?: number
}

/** Scans and reports; the value is the exit code. `next` are commands to suggest. */
export async function runScan(
  paths: readonly string[],
  options: ScanOptions,
  next?: readonly string[],
): Promise<number> {
  const screen = screenOf(process.stdout, options)
  const outputs = planOutputs(options.format ?? [], options.output ?? [], screen)
  keepInputs(outputs, [...paths, ...(options.baseline ?? [])])
  if (options.from !== undefined && options.to !== undefined && options.from >= options.to) {
    throw new CommandError('--from must be earlier than --to')
  }
  const configuration = await loadConfiguration(options, flagsOf(options))
  if (options.dryRun) return runDry(paths, options, configuration)
  const { detections, refused } = await loadDetections(configuration)
  const compared = compareNetworksBy(options.newNetworkBy, detections)
  const { result, elapsed } = await runOver(paths, options, configuration, compared)
  const shown = select(result, options)
  await writeOutputs(shown, outputs, {
    ...screen,
    verbose: options.verbose ?? false,
    elapsed,
    version: version(),
    next: next ?? suggest(shown, paths, options),
    hidden: result.findings.length - shown.findings.length,
    findingsOnly: options.quiet ?? false,
  })
  const onScreen = outputs.some(output => output.file === undefined && output.format === 'table')
  if (!options.quiet && !onScreen) await tellAccount(shown, options)
  const code = await exitCodeOf(result, paths, options)
  return code === exitCodes.done && options.strict && refused > 0 ? exitCodes.incomplete : code
}

/** What the flags say of settings that the configuration has too. */
const flagsOf = (options: ScanOptions): ConfigSources['flags'] => ({
  ...ruleFlags(options),
  'limits.workers': options.workers,
  'limits.max_file_size': options.maxFileSize,
  'limits.max_ratio': options.maxRatio,
  'limits.max_depth': options.maxDepth,
  'limits.max_record_size': options.maxRecordSize,
  'limits.max_nesting': options.maxNesting,
})

async function runOver(
  paths: readonly string[],
  options: ScanOptions,
  configuration: Configuration,
  detections: readonly Detection[],
): Promise<{ result: ScanResult; elapsed: number }> {
  const started = performance.now()
  const showProgress = options.progress && !options.quiet && process.stderr.isTTY
  const line = showProgress ? new ProgressLine(process.stderr) : undefined
  const store = options.state === undefined ? undefined : openStore(options.state, 'make')
  const result = await scan({
    paths,
    detections,
    baseline: options.baseline ?? [],
    scope: scopeOf(options),
    ...scanSettings(configuration),
    allow: configuration.allow,
    ...(store && { store }),
    databases: options.mmdb ?? [],
    reading: readingOf(options),
    stdin: process.stdin,
    ...(line && { onListed: line.listed }),
    onFound: input => {
      line?.clear()
      // Local files are there at once; for objects one waits, and pays.
      if (input.requests.list > 0 && !options.quiet) process.stderr.write(linesOf(inputLines(input, options.from)))
    },
    ...(line && { onProgress: line.update }),
  })
  line?.clear()
  store?.close()
  if (!result.ok) throw isStateIssue(result.issues[0]) ? stateFailure(result.issues) : failed(result.issues)
  return { result: result.value, elapsed: performance.now() - started }
}

/** What there is to read; the value is the exit code. */
async function runDry(paths: readonly string[], options: ScanOptions, configuration: Configuration): Promise<number> {
  const baseline = options.baseline ?? []
  const { sourceLimits = {} } = scanSettings(configuration)
  const { input } = await findInput({ paths, baseline, scope: scopeOf(options), sourceLimits })
  const asJson = options.format?.some(format => format === 'json' || format === 'jsonl')
  await writeOut(process.stdout, asJson ? `${jsonText(input)}\n` : linesOf(inputLines(input, options.from)))
  return input.files === 0 ? exitCodes.input : exitCodes.done
}

const linesOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')

const scopeOf = (options: ScanOptions): Scope => ({
  ...(options.from !== undefined && { from: options.from }),
  ...(options.to !== undefined && { to: options.to }),
  accounts: options.account ?? [],
  regions: options.region ?? [],
  buckets: options.bucket ?? [],
})

/** The environment variable is for measuring what the reading plan saves; see bench/README.md. */
function readingOf(options: ScanOptions): 'plan' | 'whole-records' | 'everything' {
  if (process.env['BUCKETWATCH_READ_EVERYTHING'] === '1') return 'everything'
  return options.evidence ? 'whole-records' : 'plan'
}

/** `--min-severity` hides findings and incidents; `--evidence` keeps their records. */
function select(result: ScanResult, options: ScanOptions): ScanResult {
  const { minSeverity, evidence } = options
  const findings = result.findings
    .filter(finding => minSeverity === undefined || compareSeverity(finding.severity, minSeverity) >= 0)
    .map(finding => {
      const { events, ...rest } = finding
      return evidence && events ? finding : rest
    })
  const incidents = result.incidents.filter(
    incident => minSeverity === undefined || compareSeverity(incident.severity, minSeverity) >= 0,
  )
  return { ...result, findings, incidents }
}

async function tellAccount(result: ScanResult, options: ScanOptions): Promise<void> {
  const lines = renderAccount(result, options.verbose ? Number.POSITIVE_INFINITY : 5, plainInk)
  lines.push(...renderBlindness(result, plainInk, options.verbose ?? false))
  await writeOut(process.stderr, `${lines.join('\n')}\n`)
}

/** The commands a reader may want next, with what this scan was given; none when standard input is used up. */
function suggest(result: ScanResult, paths: readonly string[], options: ScanOptions): string[] {
  if (paths.includes('-')) return []
  const rules = withPaths('--rules', options.rules) + withPaths('--config', options.config ? [options.config] : [])
  const where = paths.map(quoteForShell).join(' ') + rules + withPaths('--baseline', options.baseline)
  const [worst] = result.findings
  if (isNothingUsable(result.account) || isNothingHeld(result.account))
    return [`${called()} doctor ${paths.map(quoteForShell).join(' ')}`]
  if (!worst) return [`${called()} scan ${where} --baseline <logs of a quiet month>`, `${called()} detections list`]
  // What was learnt before is in the state file alone, so these logs would not explain each of these findings.
  const why =
    options.state === undefined
      ? `explain ${worst.id} ${where}`
      : `findings show ${worst.id} --state ${quoteForShell(options.state)}`
  return [
    `${called()} ${why}`,
    `${called()} scan ${where} -f json -o report.json --evidence`,
    `${called()} detections show ${worst.detection.slug}${rules}`,
  ]
}

const withPaths = (option: string, paths: readonly string[] | undefined): string =>
  paths && paths.length > 0 ? ` ${option} ${paths.map(quoteForShell).join(' ')}` : ''
