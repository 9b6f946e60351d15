import { scan } from '#pipeline'
import { backtestOf, renderBacktest, type ScanResult } from '#reports'
import { findDetection } from '../find-detection.ts'
import { inkFor } from '../ink-for.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../load-configuration.ts'
import { failed, loadDetections } from '../load-detections.ts'
import { scanSettings } from '../scan-settings.ts'
import { tableWidth, writeOut } from '../terminal.ts'
import { tellUnread } from '../unread-input.ts'

export interface BacktestOptions extends RuleOptions {
  readonly detection?: readonly string[]
  readonly baseline?: readonly string[]
  readonly format?: 'table' | 'json'
  readonly color: boolean
}

/** What each detection would have said over a history: findings per day, about whom, and what allow entries hide. */
export async function runBacktest(paths: readonly string[], options: BacktestOptions): Promise<number> {
  const configuration = await loadConfiguration(options, ruleFlags(options))
  const { detections } = await loadDetections(configuration)
  const wanted = (options.detection ?? []).map(name => findDetection(detections, name).slug)
  const result = await scan({
    paths,
    detections,
    baseline: options.baseline ?? [],
    allow: configuration.allow,
    ...scanSettings(configuration),
  })
  if (!result.ok) throw failed(result.issues)
  const shown = wanted.length === 0 ? result.value : only(result.value, wanted)
  const backtest = backtestOf(shown)
  const text =
    options.format === 'json'
      ? `${JSON.stringify(backtest, null, 2)}\n`
      : renderBacktest(backtest, {
          ink: inkFor(options),
          width: tableWidth(process.stdout),
          home: homeOf(result.value),
        })
  await writeOut(process.stdout, text)
  return tellUnread(result.value.account, paths)
}

/** All detections run, since some refine or build on others; those that were asked for are shown. */
const only = (result: ScanResult, slugs: readonly string[]): ScanResult => ({
  ...result,
  detections: result.detections.filter(({ slug }) => slugs.includes(slug)),
})

/** The account whose name need not be repeated in every ARN: the only own one. */
const homeOf = ({ knowledge: { ownAccounts } }: ScanResult): string | null =>
  ownAccounts.length === 1 ? (ownAccounts[0] ?? null) : null
