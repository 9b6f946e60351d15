import { escapeTerminal, formatIssue } from '#primitives'
import { formatAmount, isNothingUsable, type ScanResult } from '#reports'
import { exitCodes } from './exit-codes.ts'
import { writeOut } from './terminal.ts'

type RunAccount = ScanResult['account']

/** What of the logs that were asked for could not be read or used, in a sentence; undefined where something could of each. */
export function unreadInput(account: RunAccount, paths: readonly string[]): string | undefined {
  const { files, records, problems } = account
  const isUseless = isNothingUsable(account)
  if (files.failed === 0 && files.read > 0 && !isUseless) return undefined
  const problem = problems.find(({ kind }) => kind === 'failed')
  if (problem !== undefined) return escapeTerminal(formatIssue(problem.issue))
  if (files.read > 0 || records.received > 0)
    return `nothing could be used of ${formatAmount(files.found, 'file')}; scan -v names each with its reason`
  return escapeTerminal(noLog(files.found, paths))
}

function noLog(found: number, paths: readonly string[]): string {
  const places = paths.map(path => (path === '-' ? 'standard input' : path)).join(' ')
  const what = found === 0 ? `there is no file in ${places}` : `there is no log in ${places}`
  return `${what}; expected CloudTrail files or S3 server access logs, packed or not`
}

/** Says it on standard error; the value is the exit code. */
export async function tellUnread(account: RunAccount, paths: readonly string[]): Promise<number> {
  const unread = unreadInput(account, paths)
  if (unread === undefined) return exitCodes.done
  await writeOut(process.stderr, `bucketwatch: ${unread}\n`)
  return exitCodes.input
}
