import { recogniseLog } from '#pipeline'
import { escapeTerminal } from '#primitives'
import { hang } from '#reports'
import { type Check, examineSource } from '#sources'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { inkFor } from '../ink-for.ts'
import { type ConfigOptions, loadConfiguration } from '../load-configuration.ts'
import { textWidth, writeOut } from '../terminal.ts'

export interface DoctorOptions extends ConfigOptions {
  readonly format?: 'table' | 'json'
  readonly color: boolean
}

/** Tries everything that sources need, and says what to do where something is missing; the value is the exit code. */
export async function runDoctor(names: readonly string[], options: DoctorOptions): Promise<number> {
  const sources = names.length > 0 ? names : (await loadConfiguration(options, {})).sources
  if (sources.length === 0) throw new CommandError('name a source: a folder, s3://bucket/prefix, or sqs:// and a queue')
  if (sources.includes('-'))
    throw new CommandError('standard input cannot be tried before it is read; name a file or folder')
  const examined: { readonly source: string; readonly checks: readonly Check[] }[] = []
  for (const source of sources) {
    const checks: Check[] = []
    if (options.format !== 'json') await writeOut(process.stdout, `${escapeTerminal(source)}\n`)
    for await (const check of examineSource(source, recogniseLog)) {
      checks.push(check)
      if (options.format !== 'json') await writeOut(process.stdout, describe(check, options))
    }
    examined.push({ source, checks })
  }
  if (options.format === 'json') await writeOut(process.stdout, `${JSON.stringify(examined, null, 2)}\n`)
  const failed = examined.some(({ checks }) => checks.some(({ outcome }) => outcome === 'failed'))
  return failed ? exitCodes.input : exitCodes.done
}

const styles = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const

function describe({ name, outcome, detail, fix, statement }: Check, options: DoctorOptions): string {
  const ink = inkFor(options)
  const width = textWidth(process.stdout)
  const indent = ' '.repeat(23)
  const lines = hang(`  ${ink(styles[outcome], outcome.padEnd(9))} ${name.padEnd(10)} `, escapeTerminal(detail), width)
  if (fix !== undefined) lines.push(...hang(indent, escapeTerminal(fix), width))
  // Not broken into lines, since it is to be copied.
  if (statement !== undefined) lines.push(`${indent}add to the policy: ${escapeTerminal(JSON.stringify(statement))}`)
  return `${lines.join('\n')}\n`
}
