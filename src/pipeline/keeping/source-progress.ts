import { formatPlace, type Issue } from '#primitives'
import type { Mark } from '#sources'
import type { Store } from '#store'

/** How far a source has been read with a batch. */
export interface SourceProgress {
  readonly source: string
  readonly marks: readonly Mark[]
  readonly positions: ReadonlyMap<string, string>
  readonly problems: readonly Issue[]
  /** Marks older than this, in epoch milliseconds, are forgotten. */
  readonly forgetBefore?: number
}

/** Within a transaction. */
export function writeProgress(sources: Store['sources'], progress: SourceProgress, at: number): void {
  const id = sources.enter(progress.source)
  for (const mark of progress.marks) sources.mark(id, mark)
  for (const [part, value] of progress.positions) sources.moveTo(id, part, value)
  for (const { code, message, at: place } of progress.problems) {
    sources.addProblem(id, { at, code, place: formatPlace(place), message })
  }
  if (progress.forgetBefore !== undefined) sources.forgetMarks(id, progress.forgetBefore)
}
