import { existsSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { extname, sep } from 'node:path'
import { escapeTerminal } from '#primitives'
import { type ReportFormat, render, type ScanResult, type TerminalOptions } from '#reports'
import { CommandError } from './exit-codes.ts'
import { checkOutputFile, writeFailure } from './output-file.ts'
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

const endings = Object.keys(formatOfExtension)

/** The format that a file's name tells, of those that can be written; any other name is refused. */
export function formatOfName<Format extends ReportFormat = ReportFormat>(
  file: string,
  written: readonly Format[] = Object.values(formatOfExtension) as Format[],
): Format {
  const named = formatOfExtension[extname(file).toLowerCase()]
  const format = written.find(one => one === named)
  if (format !== undefined) return format
  const told = endings.filter(ending => written.some(one => one === formatOfExtension[ending]))
  throw new CommandError(
    `-o ${escapeTerminal(file)} has no -f of its own, and its name does not tell the format (use ${told.slice(0, -1).join(', ')} or ${told.at(-1)})`,
  )
}

/** The n-th `-f` goes to the n-th `-o`; what is left over goes to standard output, which takes one. */
export function planOutputs(formats: readonly ReportFormat[], files: readonly string[], screen: Screen): Output[] {
  for (const file of files) if (file !== '-') checkOutputFile(file)
  const outputs: Output[] = []
  const usual = screen.interactive ? 'table' : 'jsonl'
  for (let at = 0; at < Math.max(formats.length, files.length); at++) {
    const file = files[at]
    const format = formats[at] ?? (file === '-' || file === undefined ? usual : formatOfName(file))
    outputs.push(file === undefined || file === '-' ? { format } : { format, file })
  }
  if (outputs.length === 0) outputs.push({ format: usual })
  const written = outputs.flatMap(output => output.file ?? [])
  const twice = written.find((file, at) => written.indexOf(file) !== at)
  if (twice !== undefined) throw new CommandError(`two formats cannot both go to ${twice}`)
  const toScreen = outputs.filter(output => output.file === undefined)
  if (toScreen.length > 1) {
    throw new CommandError(
      `standard output takes one format, but ${toScreen.map(output => output.format).join(' and ')} have no -o`,
    )
  }
  return outputs
}

/** Evidence must not be written over: an output may be no file among the logs. */
export function keepInputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const places = inputs.filter(path => existsSync(path)).map(path => realpathSync(path))
  for (const { file } of outputs) {
    if (file === undefined || !existsSync(file)) continue
    const place = realpathSync(file)
    if (!statSync(place).isFile()) continue
    if (places.some(input => place === input || place.startsWith(`${input}${sep}`))) {
      throw new CommandError(`-o ${file} would write over one of the logs; choose another name`)
    }
  }
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
      throw writeFailure(file, error)
    }
  }
}
