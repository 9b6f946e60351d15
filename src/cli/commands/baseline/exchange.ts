import { once } from 'node:events'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { exportBaseline, type Imported, importBaseline } from '#pipeline'
import { escapeTerminal, formatIssue, type Issues, systemReason } from '#primitives'
import { formatAmount, formatCount } from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { isStateIssue, openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { checkOutputFile, writeFailure } from '../../output-file.ts'
import { writeOut } from '../../terminal.ts'

export interface ExchangeOptions extends ConfigOptions, StateOptions {
  readonly rules?: readonly string[]
}

/** Writes all baselines as JSON lines. */
export async function runExport(options: ExchangeOptions & { readonly output?: string }): Promise<number> {
  const { output } = options
  if (output !== undefined && output !== '-') checkOutputFile(output)
  const configuration = await loadConfiguration(options, { rules: options.rules })
  const { detections } = await loadDetections(configuration)
  const store = openStore(stateFileOf(options, configuration), 'existing')
  try {
    if (output === undefined || output === '-') {
      for (const line of exportBaseline(store, detections)) await writeOut(process.stdout, line)
      return exitCodes.done
    }
    const stream = createWriteStream(output)
    await once(stream, 'open')
    let lines = 0
    for (const line of exportBaseline(store, detections)) {
      lines += 1
      if (!stream.write(line)) await once(stream, 'drain')
    }
    stream.end()
    await once(stream, 'finish')
    await writeOut(process.stderr, `wrote ${formatCount(lines)} lines to ${output}\n`)
    return exitCodes.done
  } catch (error) {
    throw isSystemError(error) ? writeFailure(output ?? 'standard output', error) : error
  } finally {
    store.close()
  }
}

/** Merges exported lines into the state file; `-` is standard input. */
export async function runImport(file: string, options: ExchangeOptions): Promise<number> {
  const configuration = await loadConfiguration(options, { rules: options.rules })
  const { detections } = await loadDetections(configuration)
  const input = await openLines(file)
  const store = openStore(stateFileOf(options, configuration), 'make')
  try {
    const imported = await importBaseline(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), {
      store,
      detections,
      environment: configuration.environment,
      allow: configuration.allow,
      file,
      now: Date.now(),
    })
    if (!imported.ok) throw failedImport(imported.issues)
    const { rows, leftOut } = imported.value
    await writeOut(process.stdout, importLine(rows))
    if (leftOut.length > 0)
      await writeOut(
        process.stderr,
        `left out what these had learnt, since they are not loaded or have changed: ${leftOut.join(', ')}\n`,
      )
    return exitCodes.done
  } catch (error) {
    throw isSystemError(error) ? unreadable(file, error) : error
  } finally {
    store.close()
  }
}

/** A folder is opened like a file, and refuses to be read only later. */
async function openLines(file: string): Promise<NodeJS.ReadStream | ReadStream> {
  if (file === '-') return process.stdin
  try {
    if ((await stat(file)).isDirectory()) throw new Error('it is a folder, and a file is expected')
    const stream = createReadStream(file)
    await once(stream, 'open')
    return stream
  } catch (error) {
    throw unreadable(file, error)
  }
}

const unreadable = (file: string, error: unknown): CommandError =>
  new CommandError(
    `cannot read ${escapeTerminal(file)}: ${systemReason(error)} (expected what baseline export wrote)`,
    exitCodes.input,
  )

/** `imported 120 rows: 100 new, 15 changed, 5 unchanged` */
function importLine({ added, changed, unchanged }: Imported['rows']): string {
  const parts = [`${formatCount(added)} new`, `${formatCount(changed)} changed`, `${formatCount(unchanged)} unchanged`]
  return `imported ${formatAmount(added + changed + unchanged, 'row')}: ${parts.join(', ')}\n`
}

const failedImport = (issues: Issues): CommandError =>
  isStateIssue(issues[0])
    ? stateFailure(issues)
    : new CommandError(issues.map(issue => escapeTerminal(formatIssue(issue))).join('\n'), exitCodes.input)

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error
