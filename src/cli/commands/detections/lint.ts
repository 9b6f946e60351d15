import { join } from 'node:path'
import { type LintReport, lintFolders, packageRoot } from '#content'
import { escapeTerminal, formatPlace } from '#primitives'
import { formatAmount, type Ink } from '#reports'
import { exitCodes } from '../../exit-codes.ts'
import { inkFor } from '../../ink-for.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { failed, loadShipped } from '../../load-detections.ts'
import { writeOut } from '../../terminal.ts'

export interface LintOptions extends ConfigOptions {
  readonly format?: 'table' | 'json'
  readonly strict?: boolean
  readonly color: boolean
}

/** Checks rules, own or foreign: what is refused, and what is odd. Exits with 1 for an error, with `--strict` for a warning. */
export async function runLint(paths: readonly string[], options: LintOptions): Promise<number> {
  const { placeholders } = await loadConfiguration(options)
  const shipped = join(packageRoot(), 'detections')
  const beside = paths.length === 0 ? [] : (await loadShipped()).detections
  const linted = await lintFolders(paths.length === 0 ? [shipped] : paths, beside, { placeholders })
  if (!linted.ok) throw failed(linted.issues)
  const report = linted.value
  const text = options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : describe(report, inkFor(options))
  await writeOut(process.stdout, text)
  const failing = report.findings.filter(
    ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
  )
  return failing.length === 0 ? exitCodes.done : exitCodes.findings
}

/** One line each, as compilers write them, so that editors can jump to the place. */
function describe({ files, detections, findings }: LintReport, ink: Ink): string {
  const lines = findings.map(({ at, number, severity, message }) => {
    const word = ink(severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : 'dim', severity)
    return `${escapeTerminal(formatPlace(at))}: ${word} ${number} ${escapeTerminal(message)}`
  })
  const counts = ['error', 'warning', 'hint'].flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : formatAmount(count, severity)
  })
  const sum = `${formatAmount(files, 'file')}, ${formatAmount(detections, 'detection')}: ${counts.join(', ') || 'nothing to say'}`
  return `${[...lines, ink('bold', sum)].join('\n')}\n`
}
