import { reviewAllow } from '#findings'
import { escapeTerminal, formatPlace } from '#primitives'
import { formatAmount } from '#reports'
import { exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { writeOut } from '../../terminal.ts'
import { entryJson } from './entry-json.ts'
import { readFindings } from './read-findings.ts'

export interface CheckOptions extends ConfigOptions {
  readonly findings?: string
  readonly within?: number
  readonly format?: 'table' | 'json'
}

const month = 30 * 86_400_000

/** Says what is wrong with allow entries; 1 when something is. */
export async function checkEntries(options: CheckOptions): Promise<number> {
  const { allow } = await loadConfiguration(options)
  const findings = options.findings === undefined ? undefined : await readFindings(options.findings)
  const reviews = reviewAllow(allow, Date.now(), options.within ?? month, findings)
  const wrong = reviews.filter(({ problems }) => problems.length > 0)
  const code = wrong.length > 0 ? exitCodes.findings : exitCodes.done
  if (options.format === 'json') {
    const rows = reviews.map(({ entry, ...rest }) => ({ ...entryJson(entry), ...rest }))
    await writeOut(process.stdout, `${JSON.stringify(rows, null, 2)}\n`)
    return code
  }
  const lines = wrong.flatMap(({ entry, problems }) =>
    problems.map(
      ({ problem, why }) =>
        `${escapeTerminal(formatPlace(entry.at))}: ${problem}: ${why} (${escapeTerminal(`${entry.reason}; ${entry.owner}`)})`,
    ),
  )
  const sum = wrong.length === 0 ? 'nothing to say' : `${wrong.length} to look at`
  await writeOut(
    process.stdout,
    `${[...lines, `${formatAmount(reviews.length, 'allow entry', 'allow entries')}: ${sum}`].join('\n')}\n`,
  )
  return code
}
