import { emptySpike, type SpikeState } from '#baselines'
import type { DetectionState } from '../detect-state.ts'
import type { SpikeSpec } from '../detection.ts'
import type { Evidence } from '../hits/evidence.ts'
import { flagsRow, isFlagsRow, type StateRow } from './state-row.ts'

type CountState = Extract<DetectionState, { kind: 'spike' }>
type Periods = SpikeState<Evidence>['keys'] extends Map<string, infer One> ? One : never
type Period = Periods extends Map<number, infer One> ? One : never

interface Flags {
  readonly overflow: boolean
  readonly untimed: boolean
}

/** A row for each period of a key. */
export function* spikeRows({ spec, counts, untimed }: CountState): Generator<StateRow> {
  for (const [scope, periods] of counts.keys) {
    for (const [start, period] of periods) {
      yield { scope, entry: String(start), value: period, last: start + spec.every, open: false }
    }
  }
  const { overflow } = counts
  if (overflow || untimed) yield flagsRow({ overflow, untimed } satisfies Flags)
}

export function spikeState(spec: SpikeSpec, rows: Iterable<StateRow>): CountState {
  const counts = emptySpike<Evidence>()
  let untimed = false
  for (const row of rows) {
    if (isFlagsRow(row)) {
      const flags = row.value as Flags
      counts.overflow ||= flags.overflow
      untimed ||= flags.untimed
      continue
    }
    const periods: Periods = counts.keys.get(row.scope) ?? new Map()
    counts.keys.set(row.scope, periods)
    periods.set(Number(row.entry), row.value as Period)
  }
  return { kind: 'spike', spec, counts, untimed }
}
