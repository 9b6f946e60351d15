import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { type ReportFormat, render, type ScanResult, type TerminalOptions } from '#reports'
import { CommandError } from './exit-codes.ts'
import { type Screen, writeOut } from './terminal.ts'

/** One format to one place; no file means standard output. */
export interface Output {
  readonly format: ReportFormat
  readonly file?: string
}

const formatOfExtension: Readonly<Record<string, ReportFormat>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.json': 'json',
  '.csv': 'csv',
  '.md': 'markdown',
  '.txt': 'table',
}

/** The n-th `-f` goes to the n-th `-o`; what is left over goes to standard output, which takes one. */
export function planOutputs(formats: readonly ReportFormat[], files: readonly string[], screen: Screen): Output[] {
  const outputs: Output[] = []
  for (let at = 0; at < Math.max(formats.length, files.length); at++) {
    const file = files[at]
    const format = formats[at] ?? formatOfExtension[extname(file ?? '').toLowerCase()]
    if (format === undefined) {
      throw new CommandError(
        `-o ${file} has no -f of its own, and its name does not tell the format (use .jsonl, .json, .csv, .md or .txt)`,
      )
    }
    outputs.push(file === undefined || file === '-' ? { format } : { format, file })
  }
  if (outputs.length === 0) outputs.push({ format: screen.interactive ? 'table' : 'jsonl' })
  const toScreen = outputs.filter(output => output.file === undefined)
  if (toScreen.length > 1) {
    throw new CommandError(
      `standard output takes one format, but ${toScreen.map(output => output.format).join(' and ')} have no -o`,
    )
  }
  return outputs
}

export async function writeOutputs(
  result: ScanResult,
  outputs: readonly Output[],
  options: TerminalOptions,
): Promise<void> {
  for (const { format, file } of outputs) {
    if (file === undefined) {
      await writeOut(process.stdout, render(result, format, options))
      continue
    }
    try {
      writeFileSync(file, render(result, format, { ...options, colour: false, width: 120 }))
    } catch (error) {
      throw new CommandError(`cannot write ${file} (${String(error instanceof Error ? error.message : error)})`)
    }
  }
}
