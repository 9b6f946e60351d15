import type { Issue } from '#primitives'
import type { Explanation } from '../aws/explain-error.ts'

/** One thing that a source needs, tried out. */
export interface Check {
  /** A word or two: `list`, `read`, `clock`. */
  readonly name: string
  /** `skipped`: it could not be tried without what failed before, or without doing harm. */
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped'
  /** What was done, and what came of it. */
  readonly detail: string
  /** What to do about it. */
  readonly fix?: string
  /** What is to be added to the policy of the identity. */
  readonly statement?: PolicyStatement
}

export interface PolicyStatement {
  readonly Effect: 'Allow'
  readonly Action: string
  readonly Resource: string
}

export const passed = (name: string, detail: string): Check => ({ name, outcome: 'ok', detail })
export const skipped = (name: string, detail: string): Check => ({ name, outcome: 'skipped', detail })
export const warning = (name: string, detail: string, fix: string): Check => ({ name, outcome: 'warning', detail, fix })

export const failedBy = (name: string, { message, at, received }: Issue): Check => ({
  name,
  outcome: 'failed',
  detail: `${at.file}${received === undefined ? '' : `: ${received}`}`,
  fix: message,
})

/** A permission that is missing comes with the statement that would give it. */
export function refused(name: string, { issue }: Explanation): Check {
  const check = failedBy(name, issue)
  const [, Action, Resource] = /^(\S+:\S+) on (arn:\S+)$/.exec(issue.expected ?? '') ?? []
  return Action === undefined || Resource === undefined
    ? check
    : { ...check, statement: { Effect: 'Allow', Action, Resource } }
}
