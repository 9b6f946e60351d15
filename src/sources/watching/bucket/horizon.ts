import { type Duration, digest53 } from '#primitives'
import type { Mark, Progress } from '../delivery.ts'

/** The position of all parts together, for those of which there is none yet. */
const everywhere = ''

/**
 * Which objects of a bucket were handed over, and up to when all of them were listed. Time is that of S3, as it stands
 * beside the objects: no clock of ours makes one be missed, except at the very first start, when there is no position.
 *
 * A position is a time up to which everything has been read. What is older than that by more than the look-back is not
 * asked for any more; what comes late within it is found, in whatever order keys and times are.
 */
export class Horizon {
  readonly #progress: Progress
  readonly #lookBack: Duration
  readonly #start: number
  readonly #listed = new Map<string, number>()
  /** By the digest of the key: that of the version, and when it was written. */
  readonly #handed = new Map<number, { readonly version: number; readonly modified: number }>()
  #newest = Number.NEGATIVE_INFINITY

  /** `start` is the time of this start, epoch milliseconds. */
  constructor(progress: Progress, lookBack: Duration, start: number) {
    this.#progress = progress
    this.#lookBack = lookBack
    this.#start = start
  }

  /** Of a bucket that was never watched: from when on it is, so that a process that dies before its first object matters not. */
  beginning(): ReadonlyMap<string, string> | undefined {
    if (this.#progress.positionOf(everywhere) !== undefined) return undefined
    return new Map([[everywhere, new Date(this.#start).toISOString()]])
  }

  /** When the newest object was written that was listed; undefined as long as there is none. */
  get newest(): number | undefined {
    return Number.isFinite(this.#newest) ? this.#newest : undefined
  }

  /** Objects of a part that were written earlier are behind the look-back. */
  cutOff(part: string): number {
    return (this.#listed.get(part) ?? this.#stored(part)) - this.#lookBack
  }

  /** Whether an object is to be handed over; if so, it counts as handed over from now on. */
  isNew(mark: Mark): boolean {
    this.#newest = Math.max(this.#newest, mark.time)
    const [name, version] = [digest53(mark.name), digest53(mark.version)]
    if (this.#handed.get(name)?.version === version) return false
    this.#handed.set(name, { version, modified: mark.time })
    return !this.#progress.hasRead(mark)
  }

  /** These parts were listed to their ends; `complete` when none was missed. */
  listedAll(parts: Iterable<string>, complete: boolean): void {
    if (this.newest === undefined) return
    for (const part of parts) this.#listed.set(part, this.newest)
    if (!complete) return
    this.#listed.set(everywhere, this.newest)
    for (const [name, { modified }] of this.#handed) {
      if (modified < this.cutOff(everywhere)) this.#handed.delete(name)
    }
  }

  /** What may be written down of these parts when `oldestOf` tells the time of the oldest object that is not read. */
  positions(parts: Iterable<string>, oldestOf: (part: string | undefined) => number): ReadonlyMap<string, string> {
    const positions = new Map<string, string>()
    for (const part of new Set([everywhere, ...parts])) {
      const listed = this.#listed.get(part)
      const oldest = oldestOf(part === everywhere ? undefined : part)
      if (listed !== undefined) positions.set(part, new Date(Math.min(listed, oldest)).toISOString())
    }
    return positions
  }

  /** A position in the future was written while some clock was wrong. */
  #stored(part: string): number {
    const stored = this.#progress.positionOf(part) ?? this.#progress.positionOf(everywhere)
    return stored === undefined ? this.#start : Math.min(Date.parse(stored), this.#start)
  }
}
