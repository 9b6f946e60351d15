import { closeCorrelation, dropRowsBefore } from '#baselines'
import { absurd, type Duration } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { type CompiledCorrelation, timespanTo } from '../correlation/compiled-correlation.ts'
import { type FoundRun, findRuns } from '../correlation/find-runs.ts'
import {
  correlationRows,
  correlationState,
  eventsIn,
  isKindRow,
  isKindScope,
  isNever,
  pieceLength,
} from './correlation-rows.ts'
import { isJudgedByGroup, scopeOfGroups } from './correlation-scope.ts'
import { isDecided, withoutSamples } from './first-seen-rows.ts'
import type { RowReader } from './row-reader.ts'
import { isFlagsRow, type RowOutline, type RowPlace, type StateRow } from './state-row.ts'

/** For how long the rows of a detection matter after their last event, besides the lateness; less than nothing for part of them. */
export function keptFor({ detection: { kind }, judging }: CompiledDetection): Duration {
  switch (kind.kind) {
    case 'spike':
      return kind.history + kind.every
    case 'first-seen':
      return kind.forget
    case 'match':
      return 0
    case 'correlation':
      return judging.kind === 'correlation' ? shortestOf(judging.correlation) - pieceLength : 0
    default:
      return absurd(kind)
  }
}

const spansOf = ({ nodes }: CompiledCorrelation): Duration[] => nodes.map((_, index) => timespanTo(nodes, index))

/** For how long no event is dropped. */
const shortestOf = (correlation: CompiledCorrelation): Duration => {
  const spans = spansOf(correlation)
  return isJudgedByGroup(correlation) ? Math.max(...spans) : Math.min(...spans)
}

/** What becomes of the rows of a scope as time goes by. */
export interface Aged {
  /** As they are from now on. */
  readonly changed: readonly StateRow[]
  readonly dropped: readonly RowPlace[]
}

/**
 * Drops what nothing that still comes can have to do with, so that a program that watches for years keeps a bounded state.
 *
 * - a window of hits that is older than `lateness`;
 * - a key that was not there for `forget` and `lateness`: when it comes back, it is new either way; and the first event of a key
 *   that has been there for longer than `lateness`, since it is not new any more;
 * - a period that is older than the history that the next ones are compared with, and `lateness`;
 * - events of a correlation with which no window is open any more: those older than `lateness` and its timespan that are in no run
 *   that goes on; of one that is judged as a whole those before a gap, see `closeCorrelation`.
 *
 * @param until the time of the last event seen, in epoch milliseconds.
 * @param lateness how late an event is waited for.
 */
export function ageScope(
  compiled: CompiledDetection,
  scope: string,
  read: RowReader,
  { until, lateness }: { readonly until: number; readonly lateness: Duration },
): Aged {
  const { judging } = compiled
  const before = until - lateness
  if (judging.kind === 'correlation')
    return isKindScope(scope) ? nothing : closed(judging.correlation, scope, read, before)
  const oldest = before - keptFor(compiled)
  const outlines = read.outlinesBefore(scope, oldest).filter(row => !isFlagsRow(row))
  const isOld = ({ last }: RowOutline): boolean => last !== undefined && last < oldest
  const dropped = outlines.filter(isOld)
  if (judging.kind !== 'first-seen') return { changed: [], dropped }
  const open = outlines.filter(row => row.open && !isOld(row)).flatMap(({ entry }) => read.row(scope, entry) ?? [])
  return { changed: open.filter(row => isDecided(row, before)).map(withoutSamples), dropped }
}

const nothing: Aged = { changed: [], dropped: [] }

/** Where there can be no run, only what lies across the border is looked at. */
function closed(correlation: CompiledCorrelation, scope: string, read: RowReader, before: number): Aged {
  const outlines = read.outlinesOf(scope).filter(row => !isFlagsRow(row))
  if (!isJudgedByGroup(correlation) || !isNever(correlation, outlines)) {
    return closedRows(correlation, read.rowsOf(scope), before)
  }
  const from = before - Math.max(...spansOf(correlation))
  const isOld = ({ last = from }: RowOutline): boolean => last <= from
  const across = outlines.filter(row => !isOld(row) && (row.last ?? from) - pieceLength < from)
  const { changed, dropped } = closedRows(
    correlation,
    across.flatMap(({ entry }) => read.row(scope, entry) ?? []),
    before,
  )
  return { changed, dropped: [...outlines.filter(isOld), ...dropped] }
}

/** Rows of which events were dropped are written again, those without any are gone. */
function closedRows(correlation: CompiledCorrelation, rows: readonly StateRow[], before: number): Aged {
  const { nodes } = correlation
  const state = correlationState(rows)
  if (isJudgedByGroup(correlation)) {
    const from = startOf(findRuns(correlation, state), before - Math.max(...spansOf(correlation)))
    for (const node of state.nodes.values()) for (const key of node.groups.keys()) dropRowsBefore(node, key, from)
  } else {
    for (const [index, node] of state.nodes) {
      const timespan = timespanTo(nodes, index)
      closeCorrelation(node, before - timespan, timespan)
    }
  }
  const left = new Map(Array.from(correlationRows(state, scopeOfGroups(correlation)), row => [row.entry, row]))
  const kept = rows.filter(row => !isFlagsRow(row) && !isKindRow(row))
  return {
    changed: kept.flatMap(row => {
      const now = left.get(row.entry)
      return now !== undefined && eventsIn(now) < eventsIn(row) ? now : []
    }),
    dropped: kept.filter(row => !left.has(row.entry)),
  }
}

/** Of a run that goes on everything stays, so that it remains the same finding. */
function startOf(runs: readonly FoundRun[], before: number): number {
  let start = before
  for (const { leaves } of runs.toSorted((a, b) => lastOf(b) - lastOf(a))) {
    const first = leaves[0]?.row.time ?? before
    if (lastOf({ leaves }) >= start && first < start) start = first
  }
  return start
}

const lastOf = ({ leaves }: Pick<FoundRun, 'leaves'>): number => leaves.at(-1)?.row.time ?? Number.NEGATIVE_INFINITY
