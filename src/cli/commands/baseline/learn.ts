import { learnBaseline } from '#pipeline'
import { escapeTerminal, formatIssue } from '#primitives'
import { type FileProblem, formatAmount, formatBytes, formatCount, hang, problemKinds } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { isStateIssue, openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { scanSettings } from '../../scan-settings.ts'
import { textWidth, writeOut } from '../../terminal.ts'
import { tellUnread } from '../../unread-input.ts'

export interface LearnOptions extends ConfigOptions, StateOptions {
  readonly rules?: readonly string[]
  readonly mmdb?: readonly string[]
  readonly workers?: number
}

/** Learns what is normal; the value is the exit code. */
export async function runLearn(paths: readonly string[], options: LearnOptions): Promise<number> {
  const configuration = await loadConfiguration(options, { rules: options.rules, 'limits.workers': options.workers })
  const { detections } = await loadDetections(configuration)
  const store = openStore(stateFileOf(options, configuration), 'make')
  const learnt = await learnBaseline({
    paths,
    store,
    detections,
    ...scanSettings(configuration),
    databases: options.mmdb ?? [],
    onProgress: ({ files, filesDone }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${formatCount(filesDone)} of ${formatCount(files)} files read`)
    },
  })
  const { file } = store
  store.close()
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  if (!learnt.ok) throw isStateIssue(learnt.issues[0]) ? stateFailure(learnt.issues) : failed(learnt.issues)
  const { files, records, bytes, problems, problemCount } = learnt.value
  const code = await tellUnread(learnt.value, paths)
  if (files.read === 0) return code
  await writeOut(process.stderr, linesOf(problems.slice(0, mostShown).flatMap(problemLines)))
  if (problemCount > mostShown) await writeOut(process.stderr, `  and ${formatCount(problemCount - mostShown)} more\n`)
  const skipped = files.skipped > 0 ? `, ${formatAmount(files.skipped, 'file')} skipped` : ''
  await writeOut(
    process.stdout,
    `learnt from ${formatCount(records.observed)} events in ${formatCount(files.read)} of ${formatAmount(files.found, 'file')} (${formatBytes(bytes)}${skipped}), kept in ${escapeTerminal(file)}\n`,
  )
  return code
}

const mostShown = 5

const problemLines = ({ kind, issue }: FileProblem): string[] =>
  hang(`  ${problemKinds[kind]}: `, escapeTerminal(formatIssue(issue)), textWidth(process.stderr), 4)

const linesOf = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')
