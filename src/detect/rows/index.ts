import { absurd } from '#primitives'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { DetectionState, JudgedState } from '../detect-state.ts'
import { correlationRows, correlationState, isKindScope, isNever, scopeOfWho, whosOf } from './correlation-rows.ts'
import { scopeOfGroups } from './correlation-scope.ts'
import { firstSeenRows, firstSeenState, isWiderEntry, widerEntriesOf } from './first-seen-rows.ts'
import { matchRows, matchState } from './match-rows.ts'
import type { RowReader } from './row-reader.ts'
import { briefCounts, spikeRows, spikeState } from './spike-rows.ts'
import { isFlagsRow, type JudgedUnit, nameOfPlace, type StateRow } from './state-row.ts'

export { type Aged, ageScope, keptFor } from './age-rows.ts'
export { isPast, namesPastBound, type RowBounds, rowBoundsOf } from './bounds.ts'
export { isKindRow, unusedKinds } from './correlation-rows.ts'
export { describeRows, isAbout, type LearntKey, type LearntScope, namesOf } from './describe-rows.ts'
export { areCrowded, crowdedRow, isCrowdedRow } from './first-seen-rows.ts'
export type { RowReader } from './row-reader.ts'
export { type RowProblem, rowProblem } from './shapes/row-problem.ts'
export { type JudgedUnit, nameOfPlace, type StateRow } from './state-row.ts'

/** A state in pieces, one scope after the other. Pieces of several states with the same scope and entry are merged by joining and merging the states. */
export function splitState({ judging }: CompiledDetection, state: DetectionState): Iterable<StateRow> {
  switch (state.kind) {
    case 'match':
      return matchRows(state)
    case 'first-seen':
      return firstSeenRows(state)
    case 'spike':
      return spikeRows(state)
    case 'correlation':
      if (judging.kind !== 'correlation') throw new Error(`a state of another kind than its detection: ${state.kind}`)
      return correlationRows(state, scopeOfGroups(judging.correlation))
    default:
      return absurd(state)
  }
}

/** The state that the pieces make; of any part of them it is the state of that part. */
export function joinRows({ detection: { kind } }: CompiledDetection, rows: Iterable<StateRow>): DetectionState {
  switch (kind.kind) {
    case 'match':
      return matchState(rows)
    case 'first-seen':
      return firstSeenState(kind, rows)
    case 'spike':
      return spikeState(kind, rows)
    case 'correlation':
      return correlationState(rows)
    default:
      return absurd(kind)
  }
}

/** What has to be judged anew when a row has changed. */
export type Affected =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unit'; readonly unit: JudgedUnit }
  /** Every open entry of the scope: the history that they are compared with has changed. */
  | { readonly kind: 'open-entries'; readonly scope: string }
  /** Every part of the scope that has a finding: how it is told may have changed. */
  | { readonly kind: 'found-entries'; readonly scope: string }

export function affectedBy(
  { detection }: CompiledDetection,
  { scope, entry }: Pick<StateRow, 'scope' | 'entry'>,
): Affected {
  if (isFlagsRow({ scope, entry })) return { kind: 'nothing' }
  switch (detection.kind.kind) {
    case 'match':
      return { kind: 'unit', unit: { scope, entry } }
    case 'first-seen':
      if (entry === '') return { kind: 'open-entries', scope }
      return isWiderEntry(entry) ? { kind: 'found-entries', scope } : { kind: 'unit', unit: { scope, entry } }
    case 'spike':
      return { kind: 'unit', unit: { scope, entry: '' } }
    case 'correlation':
      return isKindScope(scope) ? { kind: 'nothing' } : { kind: 'unit', unit: { scope, entry: '' } }
    default:
      return absurd(detection.kind)
  }
}

/** What some units are judged by. */
export function judgedState(compiled: CompiledDetection, units: readonly JudgedUnit[], read: RowReader): JudgedState {
  const { kind } = compiled.detection
  if (kind.kind === 'spike') return briefCounts(kind, new Set(units.map(({ scope }) => scope)), read)
  const rows = units.flatMap(unit => rowsOfUnit(compiled, unit, read))
  return joinRows(compiled, new Map(rows.map(row => [nameOfPlace(row), row])).values())
}

function rowsOfUnit({ judging }: CompiledDetection, { scope, entry }: JudgedUnit, read: RowReader): StateRow[] {
  if (judging.kind === 'correlation' && isNever(judging.correlation, read.outlinesOf(scope))) return []
  const own = entry === '' ? read.rowsOf(scope) : present(read.row(scope, entry))
  if (judging.kind === 'first-seen') {
    const wider = own.flatMap(row => widerEntriesOf(judging, row)).flatMap(name => present(read.row(scope, name)))
    return [...present(read.row(scope, '')), ...wider, ...own]
  }
  if (judging.kind !== 'correlation') return [...own]
  const whos = new Set(own.flatMap(row => whosOf(row.value)))
  return [...own, ...[...whos].flatMap(who => read.rowsOf(scopeOfWho(who)))]
}

const present = (row: StateRow | undefined): readonly StateRow[] => (row === undefined ? [] : [row])
