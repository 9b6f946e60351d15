import type { Issue } from '#primitives'

/**
 * The bytes of a file could not be had, or not all of them: thrown out of its chunks, so that nobody takes a part for the
 * whole. A file that is there and is damaged does not throw: its good part is used, and the content's `issue()` says why.
 */
export class FetchFailure extends Error {
  readonly issue: Issue
  /** It is there, so that it has to be read again later: AWS is away, a permission is missing. */
  readonly comesAgain: boolean

  constructor(issue: Issue, comesAgain: boolean) {
    super(issue.message)
    this.issue = issue
    this.comesAgain = comesAgain
  }
}
