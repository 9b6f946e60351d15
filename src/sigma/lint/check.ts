import type { Issue } from '#primitives'

/** `error`: the rule does not load. `warning`: it loads, and is probably not what was meant. `hint`: it could be better. */
export type Severity = 'error' | 'warning' | 'hint'

/** One thing that can be said of a rule. Its number stays, whatever becomes of the wording. */
export interface Check {
  /** `BW` and three digits; a number that was given is never given again. */
  readonly number: string
  /** The code of the issues that it stands for. */
  readonly code: string
  readonly severity: Severity
  readonly title: string
  /** Why it matters, and what to do. */
  readonly explanation: string
}

/** An issue as a check tells it. */
export interface LintFinding extends Issue {
  readonly number: string
  readonly severity: Severity
  /** What to write instead, where that can be told. */
  readonly suggestion?: string
}

/** A row of a table of checks: `[number, code, title, explanation]`. */
export type CheckRow = readonly [number: number, code: string, title: string, explanation: string]

export const checksOf = (severity: Severity, rows: readonly CheckRow[]): readonly Check[] =>
  rows.map(([number, code, title, explanation]) => ({
    number: `BW${String(number).padStart(3, '0')}`,
    code,
    severity,
    title,
    explanation,
  }))

/** Gives issues the numbers of their checks. An issue without a check is a gap in the table, which a test closes. */
export function toFindings(found: readonly Issue[], checks: readonly Check[]): LintFinding[] {
  const byCode = new Map(checks.map(check => [check.code, check]))
  return found.map(issue => {
    const { number = 'BW000', severity = 'error' as const } = byCode.get(issue.code) ?? {}
    // What a refusal expects is described; a remark says it as it should be written.
    const suggestion = suggestionIn(issue.message) ?? (severity === 'error' ? undefined : issue.expected)
    return { ...issue, number, severity, ...(suggestion === undefined ? {} : { suggestion }) }
  })
}

/** A message that knows better says so in one form. */
const suggestionIn = (message: string): string | undefined => /did you mean [`"](.+?)[`"]\?/.exec(message)?.[1]
