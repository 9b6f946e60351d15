import type { Duration } from '#primitives'
import { type Moment, momentsOf, type Sighting } from './moment.ts'
import { takingPart } from './sequences.ts'
import { tallyFor } from './tally-for.ts'
import type { WindowTest } from './window-test.ts'
import { completions, holdingWindows, runsOf, type Window } from './windows.ts'

/** Overlapping windows of one group that hold, as one. */
export interface Run<S> {
  /** Epoch milliseconds of the first and the last sighting. */
  readonly first: number
  readonly last: number
  /** The largest number that a window came to. */
  readonly value: number
  /** Only a sample of the events was kept: numbers are estimates. */
  readonly approximate: boolean
  /** In order of time; for a sequence only what takes part in it. */
  readonly sightings: readonly Sighting<S>[]
  /** The sightings with which a window was complete, for a correlation of this one. */
  readonly completed: readonly Sighting<S>[]
}

/** Finds the runs of one group; they depend on the set of sightings only. */
export function judgeSightings<S>(sightings: readonly Sighting<S>[], test: WindowTest, timespan: Duration): Run<S>[] {
  const moments = momentsOf(sightings)
  const runs = runsOf(holdingWindows(moments, timespan, tallyFor(test, moments)))
  if (runs.length === 0) return []
  const complete = completions(moments, timespan, tallyFor(test, moments))
  return runs.map(windows => {
    const [start, end] = [(windows[0] as Window).start, (windows.at(-1) as Window).end]
    const members = membersOf(moments.slice(start, end), windows, timespan)
    const own = members.flatMap(moment => moment.sightings)
    return {
      first: (members[0] as Moment<S>).time,
      last: (members.at(-1) as Moment<S>).time,
      value: Math.max(...windows.map(window => window.value)),
      approximate: own.some(({ weight }) => weight > 1),
      sightings: own,
      completed: complete
        .filter(index => index >= start && index < end)
        .flatMap(index => (moments[index] as Moment<S>).sightings),
    }
  })
}

function membersOf<S>(
  moments: readonly Moment<S>[],
  windows: readonly Window[],
  timespan: Duration,
): readonly Moment<S>[] {
  const sequences = new Set(windows.flatMap(({ sequence }) => sequence ?? []))
  if (sequences.size === 0) return moments
  const taking = [...sequences].map(sequence => takingPart(moments, sequence, timespan))
  return moments.filter((_, index) => taking.some(part => part[index]))
}
