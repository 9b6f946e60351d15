import { escapeTerminal, formatIssue } from '#primitives'
import { formatAmount } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { writeOut } from '../../terminal.ts'
import { sourceWarnings } from './source-warnings.ts'

/** Reads the configuration with all that it names, and says what is wrong, by ending the command. */
export async function checkConfiguration(options: ConfigOptions): Promise<number> {
  const configuration = await loadConfiguration(options)
  const { detections } = await loadDetections(configuration)
  const { file, environment } = configuration
  const own = environment.ownAccounts.length
  const told = [
    `${own} own ${own === 1 ? 'account' : 'accounts'}`,
    `${environment.listedNetworks.length} bad addresses`,
    `${detections.length} detections`,
  ]
  const warnings = await sourceWarnings(configuration)
  for (const warning of warnings) await writeOut(process.stderr, `warning: ${escapeTerminal(formatIssue(warning))}\n`)
  const good = warnings.length === 0 ? 'good' : `good but for ${formatAmount(warnings.length, 'warning')}`
  const what = file ?? 'there is no bucketwatch.yaml here; the defaults'
  await writeOut(process.stdout, `${escapeTerminal(what)}: ${good} (${told.join(', ')})\n`)
  return 0
}
