import { briefOf, emptySpike, type Period, type PeriodBrief, type SpikeState } from '#baselines'
import type { BriefCounts, DetectionState } from '../detect-state.ts'
import type { SpikeSpec } from '../detection.ts'
import type { Evidence } from '../hits/evidence.ts'
import { spikeRule } from '../state-rules.ts'
import type { RowReader } from './row-reader.ts'
import { flagsRow, isFlagsRow, type StateRow } from './state-row.ts'

type CountState = Extract<DetectionState, { kind: 'spike' }>
type Periods = SpikeState<Evidence>['keys'] extends Map<string, infer One> ? One : never

interface Flags {
  readonly overflow: boolean
  readonly untimed: boolean
}

/** Of a brief, by position: there is one for each hour of years. */
type Packed = readonly [count: number, approximate: 0 | 1, digests: number, evidence?: number]

/** A row for each period of a key. */
export function* spikeRows({ spec, counts, untimed }: CountState): Generator<StateRow> {
  const rule = spikeRule(spec)
  for (const [scope, periods] of counts.keys) {
    for (const [start, period] of periods) {
      const brief = pack(briefOf(period, rule))
      yield { scope, entry: String(start), value: period, brief, last: start + spec.every, open: false }
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
    periods.set(Number(row.entry), row.value as Period<Evidence>)
  }
  return { kind: 'spike', spec, counts, untimed }
}

/** The counts of some scopes, of which a period is read in full only when it is asked for. */
export function briefCounts(spec: SpikeSpec, scopes: Iterable<string>, read: RowReader): BriefCounts {
  const rule = spikeRule(spec)
  const periodOf = (scope: string, entry: string): Period<Evidence> => {
    const row = read.row(scope, entry)
    if (row === undefined) throw new Error(`the brief of a row that is not there: ${entry}`)
    return row.value as Period<Evidence>
  }
  const keys = new Map<string, Map<number, PeriodBrief>>()
  for (const scope of scopes) {
    const periods = new Map<number, PeriodBrief>()
    for (const { entry, brief } of read.outlinesOf(scope)) {
      // An earlier release wrote none.
      periods.set(Number(entry), brief === undefined ? briefOf(periodOf(scope, entry), rule) : unpack(brief as Packed))
    }
    if (periods.size > 0) keys.set(scope, periods)
  }
  const { exact, overflow } = emptySpike()
  return {
    kind: 'spike-briefs',
    briefs: { keys, exact, overflow, read: (scope, start) => periodOf(scope, String(start)) },
  }
}

const pack = ({ count, approximate, digests, evidence }: PeriodBrief): Packed =>
  evidence === undefined ? [count, approximate ? 1 : 0, digests] : [count, approximate ? 1 : 0, digests, evidence]

const unpack = ([count, approximate, digests, evidence]: Packed): PeriodBrief => ({
  count,
  approximate: approximate === 1,
  digests,
  evidence,
})
