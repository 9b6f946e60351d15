import { learnBaseline } from '#pipeline'
import { escapeTerminal, formatIssue } from '#primitives'
import { formatBytes, formatCount } from '#reports'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { failed, loadDetections } from '../../load-detections.ts'
import { isStateIssue, openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { scanSettings } from '../../scan-settings.ts'
import { writeOut } from '../../terminal.ts'
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
      if (process.stderr.isTTY)
        process.stderr.write(`\r${formatCount(filesDone)} of ${formatCount(files)} files learnt`)
    },
  })
  const { file } = store
  store.close()
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  if (!learnt.ok) throw isStateIssue(learnt.issues[0]) ? stateFailure(learnt.issues) : failed(learnt.issues)
  const { files, records, bytes, problems, problemCount } = learnt.value
  const code = await tellUnread(learnt.value, paths)
  if (files.read === 0) return code
  const shown = problems.slice(0, 5).map(({ kind, issue }) => `  ${kind}: ${formatIssue(issue)}\n`)
  const more = problemCount > shown.length ? `  and ${formatCount(problemCount - shown.length)} more\n` : ''
  await writeOut(process.stderr, escapeLines(shown) + more)
  await writeOut(
    process.stdout,
    `learnt from ${formatCount(records.observed)} events in ${formatCount(files.read)} of ${formatCount(files.found)} files (${formatBytes(bytes)}), kept in ${escapeTerminal(file)}\n`,
  )
  return code
}

const escapeLines = (lines: readonly string[]): string =>
  lines.map(line => `${escapeTerminal(line.trimEnd())}\n`).join('')
