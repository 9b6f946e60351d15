import { compareSeverity, type Severity } from '#findings'
import type { ScanResult } from '#reports'
import { exitCodes } from '../exit-codes.ts'
import { writeOut } from '../terminal.ts'
import { tellUnread } from '../unread-input.ts'

interface Asked {
  readonly failOn?: Severity
  readonly strict?: boolean
}

/** Findings say more than a broken file does: `--fail-on` wins. */
export async function exitCodeOf(result: ScanResult, paths: readonly string[], options: Asked): Promise<number> {
  const problems = await exitCodeOfProblems(result, paths, options)
  const { failOn } = options
  const found = failOn !== undefined && result.findings.some(finding => compareSeverity(finding.severity, failOn) >= 0)
  return found ? exitCodes.findings : problems
}

async function exitCodeOfProblems({ account }: ScanResult, paths: readonly string[], options: Asked): Promise<number> {
  const code = await tellUnread(account, paths)
  if (code !== exitCodes.done) return code
  if (options.strict && account.incomplete) {
    await writeOut(process.stderr, 'bucketwatch: --strict: something in these logs could not be used\n')
    return exitCodes.incomplete
  }
  return exitCodes.done
}
