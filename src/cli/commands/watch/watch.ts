import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Announcer, type KeptBatch, reviewAllowed, watch } from '#pipeline'
import { formatIssue, formatPlace, type Issue } from '#primitives'
import { type WatchedSource, type WatchSettings, watchedSource } from '#sources'
import type { Store } from '#store'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { onFirstSignal } from '../../graceful-stop.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { isStateIssue, openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { scanSettings } from '../../scan-settings.ts'
import { screenOf } from '../../terminal.ts'
import { ToldTroubles } from './told-troubles.ts'
import { WatchCounts } from './watch-counts.ts'
import { createWatchLog } from './watch-log.ts'
import { createWatchOutput, type WatchFormat } from './watch-output.ts'
import { parseListen } from './watch-server.ts'

export interface WatchOptions extends RuleOptions, StateOptions {
  readonly mmdb?: readonly string[]
  readonly format?: WatchFormat
  readonly sinceStart?: boolean
  readonly account?: readonly string[]
  readonly region?: readonly string[]
  readonly lookBack?: number
  readonly every?: number
  readonly listen?: string
  readonly heartbeat: number
  readonly logLevel: string
  readonly color: boolean
}

/** Watches until it is told to stop; the value is the exit code. */
export async function runWatch(names: readonly string[], options: WatchOptions): Promise<number> {
  const listen = options.listen === undefined ? undefined : parseListen(options.listen)
  const configuration = await loadConfiguration(options, ruleFlags(options))
  const { detections } = await loadDetections(configuration)
  const sources = openSources(names.length > 0 ? names : configuration.sources, {
    ...(options.lookBack !== undefined && { lookBack: options.lookBack }),
    ...(options.every !== undefined && { every: options.every }),
    ...(configuration.limits.maxDepth !== undefined && { maxDepth: configuration.limits.maxDepth }),
    accounts: options.account ?? [],
    regions: options.region ?? [],
  })
  const store = openStore(stateFileOf(options, configuration), 'make')
  const log = createWatchLog(process.stderr, options.logLevel)
  const counts = new WatchCounts()
  const screen = screenOf(process.stdout, options)
  const tell = createWatchOutput(options.format ?? (screen.interactive ? 'table' : 'jsonl'), screen)
  const announcer = new Announcer(store, async announcement => {
    counts.findings += 1
    await tell(announcement)
  })
  const stopped = new AbortController()
  onFirstSignal(() => {
    log.info('stopping once the batch in hand is kept; a second signal ends at once')
    stopped.abort()
  })
  const server = listen && (await serve(listen, counts))
  try {
    log.info({ sources: sources.map(({ name }) => name), state: store.file }, 'watching')
    const reviewed = reviewAllowed(store, configuration.allow, Date.now())
    if (!reviewed.ok) throw stateFailure(reviewed.issues)
    const standing = await (options.sinceStart ? announcer.tellChanges() : announcer.tellStanding())
    if (!standing.ok) throw stateFailure(standing.issues)
    void beat(counts, log, options.heartbeat, stopped.signal)
    const result = await watch({
      sources,
      store,
      detections,
      ...scanSettings(configuration),
      allow: configuration.allow,
      databases: options.mmdb ?? [],
      signal: stopped.signal,
      hear: {
        async kept(batch) {
          logBatch(log, batch, counts.add(batch, Date.now()))
          const told = await announcer.tellChanges(batch.touched)
          if (!told.ok) throw stateFailure(told.issues)
        },
        trouble: troubleLog(log),
      },
    })
    if (!result.ok) return endOf(result.issues, log)
    log.info({ files: counts.files, findings: counts.findings }, 'stopped; everything that was read is kept')
    return exitCodes.done
  } finally {
    stopped.abort()
    server?.close()
    close(store)
  }
}

function openSources(names: readonly string[], settings: WatchSettings): WatchedSource[] {
  if (names.length === 0)
    throw new CommandError(
      'nothing to watch: name a folder, s3://bucket/prefix or a queue, or put sources into bucketwatch.yaml',
    )
  const opened = names.map(name => watchedSource(name, settings))
  const issues = opened.flatMap(source => (source.ok ? [] : source.issues))
  if (issues.length > 0) throw new CommandError(issues.map(formatIssue).join('\n'), exitCodes.input)
  return opened.flatMap(source => (source.ok ? [source.value] : []))
}

/** Loaded only when they are asked for. */
async function serve(listen: ReturnType<typeof parseListen>, counts: WatchCounts) {
  const [{ startWatchServer }, { createWatchMetrics }] = await Promise.all([
    import('./watch-server.ts'),
    import('./watch-metrics.ts'),
  ])
  return startWatchServer(listen, counts, createWatchMetrics(counts))
}

/** Tells now and then that it is alive, and how far behind. */
async function beat(counts: WatchCounts, log: Logger, every: number, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await delay(every, undefined, { signal, ref: false })
      const { files, events, findings, problems, waiting } = counts
      log.info({ files, events, findings, problems, waiting }, 'alive')
    }
  } catch {
    // The watching has ended.
  }
}

/** @param growing files that are found to be still growing. */
function logBatch(log: Logger, batch: KeptBatch, growing: readonly string[]): void {
  for (const file of growing) log.info({ file }, 'the file is not whole yet: waiting for the rest of it')
  log.debug({ files: batch.accounts.length, events: batch.observed, waiting: batch.waiting }, 'kept')
  if (batch.begunAnew.length > 0)
    log.warn({ detections: batch.begunAnew }, 'these detections have changed, so that they learn anew')
}

/** Logs troubles; of what may not be read, not each time that it is tried. */
function troubleLog(log: Logger): (source: string, issue: Issue) => void {
  const told = new ToldTroubles()
  return (source, issue) => {
    if (told.isTold(source, issue, performance.now())) return
    const { code, message, at } = issue
    log.warn({ source, code, place: formatPlace(at) }, message)
  }
}

function endOf(issues: readonly Issue[], log: Logger): number {
  const [issue] = issues
  if (issue === undefined) return exitCodes.done
  for (const one of issues) log.fatal({ code: one.code, place: formatPlace(one.at) }, one.message)
  if (isStateIssue(issue)) return exitCodes.state
  if (issue.code.startsWith('source-') || !isRuleIssue(issue)) return exitCodes.input
  throw failed(issues)
}

/** Rules are compiled before anything is watched. */
const isRuleIssue = ({ at }: Issue): boolean => at.line !== undefined

const close = (store: Store): void => store.close()
