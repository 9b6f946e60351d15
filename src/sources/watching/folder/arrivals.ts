import { digest53 } from '#primitives'
import type { Mark } from '../delivery.ts'
import type { Sight } from './walk.ts'

/** A file to be read. */
export interface Arrived extends Sight {
  /** When it was first seen as it is, on the clock of `now`, in milliseconds. */
  readonly since: number
  /** It is so new that it may be the beginning of a file, by a copy that pauses. */
  readonly mayGrow: boolean
}

interface Waiting {
  readonly sight: Sight
  /** On the clock of `now`, in milliseconds; so is `since`, see {@link Arrived}. */
  readonly due: number
  readonly since: number
}

/** A file that has not changed for so long, by the wall clock, was not begun just now: it need not be watched settling. */
const longUnchanged = 10_000

/** What was not changed for so long has the end that it has; a copy that pauses is waited for until then. */
const longestPause = 60_000

const patience = { first: 1_000, longest: 60_000 }

/**
 * Decides which files have arrived. A file that is being copied changes with every look; it has arrived when it stayed
 * the same for `settle` milliseconds. Should it change once more after that, it arrives again, whole: a copy that pauses
 * is thus read twice and never half. That it may be half is told with it for its first minute.
 *
 * `now` is a clock that never jumps, and only the difference of two looks counts, since the times of files are told by
 * other machines on network mounts.
 */
export class Arrivals {
  readonly #settle: number
  readonly #waiting = new Map<string, Waiting>()
  /** What was handed over: a digest of the name to one of the version; a million files fit. */
  readonly #known = new Map<number, number>()
  readonly #givenBack = new Map<string, number>()
  #ready: Arrived[] = []

  constructor(settle: number) {
    this.#settle = settle
  }

  see(sight: Sight, now: number, wall: number, hasRead: (mark: Mark) => boolean): void {
    const { name } = sight
    const version = versionOf(sight)
    if (this.#known.get(digest53(name)) === digest53(version)) return
    const waiting = this.#waiting.get(name)
    const same = waiting !== undefined && versionOf(waiting.sight) === version
    if (same && now < waiting.due) return
    const since = same ? waiting.since : now
    // Of what was given back, other files may have been committed since.
    if ((!same || this.#givenBack.has(name)) && hasRead(markOf(sight))) {
      this.#waiting.delete(name)
      this.#givenBack.delete(name)
      this.#remember(sight)
    } else if (same || wall - sight.modified > longUnchanged) {
      this.#waiting.delete(name)
      this.#remember(sight)
      const mayGrow = wall - sight.modified < longestPause && now - since < longestPause
      this.#ready.push({ ...sight, since, mayGrow })
    } else {
      this.#waiting.set(name, { sight, due: now + this.#settle, since })
    }
  }

  /** It is not there any more. */
  gone(name: string): void {
    this.#waiting.delete(name)
    this.#givenBack.delete(name)
    this.#known.delete(digest53(name))
  }

  /** Those to be looked at again now. */
  due(now: number): Sight[] {
    return [...this.#waiting.values()].filter(({ due }) => due <= now).map(({ sight }) => sight)
  }

  nextDue(): number {
    let earliest = Number.POSITIVE_INFINITY
    for (const { due } of this.#waiting.values()) earliest = Math.min(earliest, due)
    return earliest
  }

  get readyFiles(): number {
    return this.#ready.length
  }

  /** The next that have arrived, at most so many files and, unless one alone has more, bytes. */
  take(maxFiles: number, maxBytes: number): Arrived[] {
    let [count, bytes] = [0, 0]
    for (const { size } of this.#ready) {
      if (count === maxFiles || (count > 0 && bytes + size > maxBytes)) break
      count += 1
      bytes += size
    }
    const taken = this.#ready.slice(0, count)
    this.#ready = this.#ready.slice(count)
    return taken
  }

  settled(sights: readonly Sight[]): void {
    for (const { name } of sights) this.#givenBack.delete(name)
  }

  /** They come again, each time after a longer while. */
  giveBack(arrived: readonly Arrived[], now: number): void {
    for (const { since, mayGrow, ...sight } of arrived) {
      const times = this.#givenBack.get(sight.name) ?? 0
      this.#givenBack.set(sight.name, times + 1)
      this.#known.delete(digest53(sight.name))
      const due = now + Math.min(patience.longest, patience.first * 2 ** times)
      this.#waiting.set(sight.name, { sight, due, since })
    }
  }

  #remember(sight: Sight): void {
    this.#known.set(digest53(sight.name), digest53(versionOf(sight)))
  }
}

export const markOf = (sight: Sight): Mark => ({
  name: sight.name,
  version: versionOf(sight),
  time: Math.floor(sight.modified),
})

const versionOf = ({ size, modified, inode }: Sight): string => `${size}-${modified}-${inode}`
