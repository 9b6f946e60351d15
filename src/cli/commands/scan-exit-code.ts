import { compareSeverity, type Severity } from '#findings'
import { escapeTerminal, formatIssue } from '#primitives'
import { formatAmount, isNothingUsable, type RunAccount, type ScanResult } from '#reports'
import { exitCodes } from '../exit-codes.ts'
import { writeOut } from '../terminal.ts'

interface Asked {
  readonly failOn?: Severity
  readonly strict?: boolean
}

/** Findings say more than a broken file does: `--fail-on` wins. */
export async function exitCodeOf(result: ScanResult, options: Asked): Promise<number> {
  const problems = await exitCodeOfProblems(result, options)
  const { failOn } = options
  const found = failOn !== undefined && result.findings.some(finding => compareSeverity(finding.severity, failOn) >= 0)
  return found ? exitCodes.findings : problems
}

async function exitCodeOfProblems(result: ScanResult, options: Asked): Promise<number> {
  const { files, problems, incomplete } = result.account
  if (files.failed > 0 || files.read === 0 || isNothingUsable(result.account)) {
    const problem = problems.find(({ kind }) => kind === 'failed')
    const reason = problem ? formatIssue(problem.issue) : nothingRead(result.account)
    await writeOut(process.stderr, `bucketwatch: ${escapeTerminal(reason)}\n`)
    return exitCodes.input
  }
  if (options.strict && incomplete) {
    await writeOut(process.stderr, 'bucketwatch: --strict: something in these logs could not be used\n')
    return exitCodes.incomplete
  }
  return exitCodes.done
}

const nothingRead = (account: RunAccount): string =>
  account.files.read > 0
    ? `nothing could be used of ${formatAmount(account.files.found, 'file')}; -v names each with its reason`
    : 'there is no log in what was given'
