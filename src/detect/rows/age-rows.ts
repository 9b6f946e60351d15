import { type CorrelationState, closeCorrelation } from '#baselines'
import { absurd, type Duration } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import { type CompiledCorrelation, timespanTo } from '../correlation/compiled-correlation.ts'
import type { EventRow } from '../correlation/correlation-detection-state.ts'
import { type FoundRun, findRuns } from '../correlation/find-runs.ts'
import { correlationRows, correlationState, eventsIn, isKindRow } from './correlation-rows.ts'
import { isJudgedByGroup, scopeOfGroups } from './correlation-scope.ts'
import { isDecided, withoutSamples } from './first-seen-rows.ts'
import { isFlagsRow, type StateRow } from './state-row.ts'

/** For how long the rows of a detection matter after their last event, besides the lateness. */
export function keptFor({ detection: { kind } }: CompiledDetection): Duration {
  switch (kind.kind) {
    case 'spike':
      return kind.history + kind.every
    case 'first-seen':
      return kind.forget
    case 'match':
    case 'correlation':
      return 0
    default:
      return absurd(kind)
  }
}

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
 * - events of a correlation with which no window is open any more: those older than `lateness` and its timespan that are in no run
 *   that goes on; of one that is judged as a whole those before a gap, see `closeCorrelation`.
 *
 * @param rows of one scope: of a correlation all, else those that are open and those whose last event is older than `keptFor`.
 * @param until the time of the last event seen, in epoch milliseconds.
 * @param lateness how late an event is waited for.
 */
export function ageRows(
  compiled: CompiledDetection,
  rows: readonly StateRow[],
  until: number,
  lateness: Duration,
): Aged {
  const isOld = (row: StateRow): boolean =>
    !isFlagsRow(row) && row.last !== undefined && row.last < until - lateness - keptFor(compiled)
  const { judging } = compiled
  switch (judging.kind) {
    case 'match':
    case 'spike':
      return { changed: [], dropped: rows.filter(isOld) }
    case 'first-seen': {
      const decided = rows.filter(row => row.open && !isOld(row) && isDecided(row, until - lateness))
      return { changed: decided.map(withoutSamples), dropped: rows.filter(isOld) }
    }
    case 'correlation':
      return closed(judging.correlation, rows, until - lateness)
    default:
      return absurd(judging)
  }
}

/** Rows of which events were dropped are written again, those without any are gone. */
function closed(correlation: CompiledCorrelation, rows: readonly StateRow[], before: number): Aged {
  const { nodes } = correlation
  const state = correlationState(rows)
  if (isJudgedByGroup(correlation)) {
    const longest = Math.max(...nodes.map((_, index) => timespanTo(nodes, index)))
    const from = startOf(findRuns(correlation, state), before - longest)
    for (const { groups } of state.nodes.values()) dropBefore(groups, from)
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

function dropBefore(groups: CorrelationState<EventRow>['groups'], time: number): void {
  for (const [key, { tracks }] of groups) {
    for (const [rule, track] of tracks) {
      track.rows = track.rows.filter(row => row.time >= time)
      if (track.rows.length === 0) tracks.delete(rule)
    }
    if (tracks.size === 0) groups.delete(key)
  }
}
