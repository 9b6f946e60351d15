import type { DetectionState } from '../detect-state.ts'
import { type HitGroup, type HitGroups, nameOf, noHitGroups } from '../hits/hit-groups.ts'
import { flagsRow, isFlagsRow, type StateRow } from './state-row.ts'

type MatchState = Extract<DetectionState, { kind: 'match' }>

interface Flags {
  readonly overflow: boolean
}

/** A row for each group of hits, by the window that it is in. */
export function* matchRows({ hits }: MatchState): Generator<StateRow> {
  for (const [entry, group] of hits.groups) {
    yield {
      scope: `window ${group.window ?? 'none'}`,
      entry,
      value: group,
      last: group.evidence.last,
      open: group.part !== undefined,
    }
  }
  if (hits.overflow) yield flagsRow({ overflow: true } satisfies Flags)
}

export function matchState(rows: Iterable<StateRow>): MatchState {
  const hits: HitGroups = noHitGroups()
  for (const row of rows) {
    if (isFlagsRow(row)) hits.overflow ||= (row.value as Flags).overflow
    else {
      const group = row.value as HitGroup
      hits.groups.set(nameOf(group), group)
    }
  }
  return { kind: 'match', hits }
}
