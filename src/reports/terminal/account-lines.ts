import { didYouMean, escapeTerminal, formatIssue, jsonText } from '#primitives'
import type { FileProblem, NotFound, RunAccount, ScanResult } from '../scan-result.ts'
import { formatAmount, formatBytes, formatCount, formatMinute, formatSpan } from '../wording.ts'
import { allowLine } from './allow-lines.ts'
import { hang } from './columns.ts'
import type { Ink } from './ink.ts'
import { describeKnowledge, housekeepingLine } from './knowledge-lines.ts'

const formatNames: Readonly<Record<string, string>> = {
  cloudtrail: 'CloudTrail',
  's3-access-log': 'S3 access log',
  unknown: 'unknown format',
}

/** What became of it, in a word or two. */
export const problemKinds: Readonly<Record<FileProblem['kind'], string>> = {
  skipped: 'skipped',
  failed: 'failed',
  issue: 'record',
  gap: 'used, but',
  empty: 'empty',
}

/** The account of the run: what was read, what it held, what could not be used and why. */
export function renderAccount(
  result: ScanResult,
  listed: number,
  ink: Ink,
  width = Number.POSITIVE_INFINITY,
): string[] {
  const { account } = result
  const line = (name: string, text: string | undefined): string[] =>
    text === undefined ? [] : renderLabelled(ink('dim', name.padEnd(labelWidth)), text, width)
  const dimmed = (text: string): string[] => renderLabelled('', text, width).map(one => ink('dim', one))
  const all = Number.isFinite(listed) ? likeOneAnother(account.problems) : account.problems.map(onlyOne)
  const problems = all.slice(0, listed)
  const hidden = account.problemCount - problems.reduce((sum, { times }) => sum + times, 0)
  return [
    ...line('read', readLine(account)),
    ...line('saw', sawLine(result)),
    ...account.notFound.flatMap(missing => line('not found', notFoundLine(missing))),
    ...line('knew', describeKnowledge(result.knowledge)),
    ...line('left out', housekeepingLine(result)),
    ...line('allowed', allowLine(result)),
    ...notUsedLines(account).flatMap(text => line('not used', text)),
    ...line('in part', inPartLine(account)),
    ...problems.flatMap(problem => dimmed(problemLine(problem))),
    ...(hidden > 0 && listed > 0 ? dimmed(`and ${formatCount(hidden)} more (-v lists them; JSON has them all)`) : []),
  ]
}

interface Repeated {
  readonly problem: FileProblem
  readonly times: number
}

const onlyOne = (problem: FileProblem): Repeated => ({ problem, times: 1 })

/** What is wrong with a file is mostly wrong with many of its records: the first of them stands for all. */
const likeOneAnother = (problems: readonly FileProblem[]): Repeated[] =>
  [
    ...Map.groupBy(problems, ({ kind, issue }) => jsonText([kind, issue.code, issue.message, issue.at.file])).values(),
  ].flatMap(([problem, ...others]) => (problem === undefined ? [] : [{ problem, times: 1 + others.length }]))

function problemLine({ problem: { kind, issue }, times }: Repeated): string {
  const others = times > 1 ? ` (and ${formatCount(times - 1)} more like it in this file)` : ''
  return `${problemKinds[kind]}: ${formatIssue(issue)}${others}`
}

/** A word that says what kind of line it is, then a text of as many lines as the width asks for. */
export function renderLabelled(label: string, text: string, width: number): string[] {
  return hang(label || ' '.repeat(labelWidth), escapeTerminal(text), width, labelWidth)
}

export const labelWidth = 10

function readLine(account: RunAccount): string {
  const formats = Object.entries(account.formats)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${formatNames[name] ?? name} ${formatCount(count)}`)
    .join(', ')
  const records = formatAmount(account.records.received, 'record')
  const size = formatBytes(account.bytes)
  const { found, read, empty } = account.files
  const files = read < found ? `${formatCount(read)} of ${formatAmount(found, 'file')}` : formatAmount(read, 'file')
  const without = empty === 0 ? '' : ` (${formatCount(empty)} without a record)`
  return `${files}${without}, ${records}${formats ? ` (${formats})` : ''}, ${size} decompressed`
}

function sawLine({ activity, account }: ScanResult): string {
  if (activity.events === 0) return nothingSeen(account)
  let line = formatAmount(activity.events, 'S3 activity', 'S3 activities')
  if (activity.first !== undefined && activity.last !== undefined) {
    line += ` from ${formatMinute(activity.first)} to ${formatMinute(activity.last)} (${formatSpan(activity.last - activity.first)})`
  }
  if (activity.duplicates > 0) line += `; ${formatCount(activity.duplicates)} delivered more than once, counted once`
  if (!activity.exact) line += '; counts are approximate'
  else line += furtherRecords(activity, account)
  if (account.records.notNeeded > 0)
    line += `; ${formatAmount(account.records.notNeeded, 'record')} of other services passed over`
  return line
}

/** A bucket that is misspelt, or a time after the logs end, is no clean bill. */
function nothingSeen({ records }: RunAccount): string {
  if (records.observed === 0) return 'no S3 activity'
  const events = formatAmount(records.observed, 'event')
  return `no S3 activity of what was asked for: ${events} that were read are of other services, of a baseline, or outside of --bucket and --from where those were given`
}

function notFoundLine({ option, asked, near, logs }: NotFound): string {
  if (logs !== undefined) {
    const side = option === '--from' ? 'after' : 'before'
    return `no event ${side} ${option} ${formatMinute(asked)}: the logs go from ${formatMinute(logs.first)} to ${formatMinute(logs.last)}`
  }
  return `no event in these logs is of ${option} ${asked}${didYouMean(near, '')}`
}

/** What was read and is no activity of its own, so that the numbers add up. */
function furtherRecords({ events, duplicates, logs }: ScanResult['activity'], { records }: RunAccount): string {
  const further = records.observed - events - duplicates
  if (further <= 0) return ''
  const isOfBoth = logs.has('s3-access-log') && logs.size > 1
  const what = isOfBoth ? 'the same requests as the other log tells them, or ' : ''
  return `; ${formatAmount(further, 'more record')} read: ${what}calls to other services that detections look at, or from --baseline`
}

/** What was used as far as it goes is no part of what was not used. */
function inPartLine({ files }: RunAccount): string | undefined {
  if (files.withIssues === 0) return undefined
  return `of ${formatAmount(files.withIssues, 'file')} that ${files.withIssues === 1 ? 'was' : 'were'} used something is missing or unclear`
}

function notUsedLines(account: RunAccount): string[] {
  const { files, records } = account
  const lines: string[] = []
  const rejected = Object.entries(records.rejected).filter(([, count]) => count > 0)
  const fileParts = [
    files.skipped > 0 && `${formatAmount(files.skipped, 'file')} skipped`,
    files.failed > 0 && `${formatAmount(files.failed, 'path')} failed`,
  ].filter(part => part !== false)
  if (fileParts.length > 0) lines.push(fileParts.join(', '))
  if (rejected.length > 0) {
    const total = rejected.reduce((sum, [, count]) => sum + count, 0)
    const reasons = rejected
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, count]) => `${code} ${formatCount(count)}`)
      .join(', ')
    lines.push(`${formatAmount(total, 'record')} that could not be read (${reasons})`)
  }
  const scoped = Object.entries(records.outOfScope).sort(([a], [b]) => (a < b ? -1 : 1))
  if (scoped.length > 0) {
    lines.push(
      `left out on request: ${scoped.map(([option, count]) => `${formatCount(count)} by ${option}`).join(', ')}`,
    )
  }
  return lines
}
