import type { Duration } from '#primitives'
import type { Amount } from './may-hold.ts'
import { sizeOf, type Track, weightOf } from './track.ts'

/**
 * At least as much as any window of the rules of one group holds: what is in two neighbouring stretches as long as a window. The sum is
 * infinite where some value is below 0.
 */
export function fullestWindow(tracks: Iterable<Track<unknown, unknown>>, timespan: Duration): Amount {
  const rows = new Map<number, number>()
  const sums = new Map<number, number>()
  for (const track of tracks) {
    const weight = weightOf(track)
    for (let index = 0; index < sizeOf(track); index++) {
      const stretch = Math.floor((track.times[index] as number) / timespan)
      const value = track.values[index] as number
      rows.set(stretch, (rows.get(stretch) ?? 0) + weight)
      sums.set(stretch, (sums.get(stretch) ?? 0) + (value < 0 ? Number.POSITIVE_INFINITY : value * weight))
    }
  }
  return { rows: Math.ceil(mostOfTwo(rows)), sum: mostOfTwo(sums) * roundingUp }
}

/** In another order the same values may add up to a little more. */
const roundingUp = 1 + 2 ** -30

function mostOfTwo(stretches: ReadonlyMap<number, number>): number {
  let most = 0
  for (const [stretch, amount] of stretches) most = Math.max(most, amount + (stretches.get(stretch + 1) ?? 0))
  return most
}
