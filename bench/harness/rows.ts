import type { ContenderName } from './contenders.ts'
import type { Measurement } from './measure.ts'
import type { PreparedTrail } from './trails.ts'

/** What is printed for one contender on one trail; also the JSON form. */
export interface Row {
  readonly trail: string
  readonly contender: ContenderName
  /** Decompressed. */
  readonly mbPerSecond: number
  readonly eventsPerSecond: number
  /** The highest of all runs. */
  readonly peakMB: number
  /** Speed as a part of the floor's. */
  readonly ofFloor: number
}

export type Outcome = { readonly row: Row } | { readonly contender: ContenderName; readonly absent: string }

type Success = Extract<Measurement, { ok: true }>

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The median of the runs' times, as speed; a contender that failed once has no row. */
export function outcomeOf(
  contender: ContenderName,
  { trail, summary }: PreparedTrail,
  runs: readonly Measurement[],
  floorSeconds: number | undefined,
): Outcome {
  const done: Success[] = []
  for (const run of runs) {
    if (!run.ok) return { contender, absent: run.reason }
    done.push(run)
  }
  const seconds = median(done.map(run => run.seconds))
  return {
    row: {
      trail: trail.name,
      contender,
      mbPerSecond: rounded(summary.bytes / 1e6 / seconds, 1),
      eventsPerSecond: Math.round(summary.events / seconds),
      peakMB: Math.round((Math.max(...done.map(run => run.peakKilobytes)) * 1024) / 1e6),
      ofFloor: rounded((floorSeconds ?? seconds) / seconds, 3),
    },
  }
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits
