import { closeCorrelation } from '#baselines'
import { absurd, type Duration } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { type CompiledCorrelation, timespanTo } from '../correlation/compiled-correlation.ts'
import { correlationRows, correlationState } from './correlation-rows.ts'
import { isDecided, withoutSamples } from './first-seen-rows.ts'
import { isFlagsRow, type StateRow } from './state-row.ts'

/** What becomes of the rows of a scope as time goes by. */
export interface Aged {
  /** As they are from now on. */
  readonly changed: readonly StateRow[]
  readonly dropped: readonly StateRow[]
}

/**
 * Drops what nothing that still comes can have to do with, so that a program that watches for years keeps a bounded state.
 *
 * - a window of hits that is older than `lateness`;
 * - a key that was not there for `forget` and `lateness`: when it comes back, it is new either way; and the first event of a key
 *   that has been there for longer than `lateness`, since it is not new any more;
 * - a period that is older than the history that the next ones are compared with, and `lateness`;
 * - events of a correlation with which no window is open any more, see `closeCorrelation`.
 *
 * @param rows all of one scope.
 * @param until the time of the last event seen, in epoch milliseconds.
 * @param lateness how late an event is waited for.
 */
export function ageRows(
  { detection: { kind }, judging }: CompiledDetection,
  rows: readonly StateRow[],
  until: number,
  lateness: Duration,
): Aged {
  const old = (length: Duration) => (row: StateRow) =>
    !isFlagsRow(row) && row.last !== undefined && row.last < until - lateness - length
  switch (kind.kind) {
    case 'match':
      return { changed: [], dropped: rows.filter(old(0)) }
    case 'spike':
      return { changed: [], dropped: rows.filter(old(kind.history + kind.every)) }
    case 'first-seen': {
      const isGone = old(kind.forget)
      const decided = rows.filter(row => row.open && !isGone(row) && isDecided(row, until - lateness))
      return { changed: decided.map(withoutSamples), dropped: rows.filter(isGone) }
    }
    case 'correlation':
      return judging.kind === 'correlation'
        ? { changed: [], dropped: closed(judging.correlation, rows, until - lateness) }
        : { changed: [], dropped: [] }
    default:
      return absurd(kind)
  }
}

function closed({ nodes }: CompiledCorrelation, rows: readonly StateRow[], before: number): StateRow[] {
  const state = correlationState(rows)
  for (const [index, node] of state.nodes) {
    const timespan = timespanTo(nodes, index)
    closeCorrelation(node, before - timespan, timespan)
  }
  const left = new Map(Array.from(correlationRows(state, nodes.length > 1), row => [row.entry, row]))
  return rows.filter(row => !isFlagsRow(row) && !left.has(row.entry))
}
