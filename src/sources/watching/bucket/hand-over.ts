import type { LogFile } from '../../log-file.ts'
import type { Bell } from '../../pause.ts'
import type { Mark } from '../delivery.ts'

/** An object that is to be read, of the part of the listing that it stands in. */
export interface Found {
  readonly part: string
  readonly file: LogFile
  readonly mark: Mark
}

const backOff = { first: 1_000, longest: 300_000 }

/** Objects from their discovery until they are settled: those that wait, in order of time, and those that are being read. */
export class HandOver {
  readonly #most: number
  readonly #reading = new Set<Found>()
  readonly #times = new Map<Found, number>()
  readonly #bell: Bell
  readonly #givenBack: { readonly found: Found; readonly due: number }[] = []
  readonly #waiting: Found[] = []

  /** `most` objects are being read at once; `bell` rings when one is not any more. */
  constructor(most: number, bell: Bell) {
    this.#most = most
    this.#bell = bell
  }

  add(found: readonly Found[]): void {
    this.#waiting.push(...found)
    this.#waiting.sort((a, b) => b.mark.time - a.mark.time || (a.mark.name < b.mark.name ? 1 : -1)) // taken from the end
  }

  get isFull(): boolean {
    return this.#reading.size >= this.#most
  }

  /** The next to be read. What was given back comes alone, so that it cannot hold up others once more. */
  take(maxFiles: number, maxBytes: number, now: number): readonly Found[] {
    const at = this.#givenBack.findIndex(({ due }) => due <= now)
    const taken = at < 0 ? this.#next(maxFiles, maxBytes) : this.#givenBack.splice(at, 1).map(({ found }) => found)
    for (const found of taken) this.#reading.add(found)
    return taken
  }

  nextDue(): number {
    return Math.min(...this.#givenBack.map(({ due }) => due))
  }

  settled(all: readonly Found[]): void {
    for (const found of all) {
      this.#reading.delete(found)
      this.#times.delete(found)
    }
    this.#bell.ring()
  }

  giveBack(all: readonly Found[], now: number): void {
    for (const found of all) {
      if (!this.#reading.delete(found)) continue
      const times = this.#times.get(found) ?? 0
      this.#times.set(found, times + 1)
      this.#givenBack.push({ found, due: now + Math.min(backOff.longest, backOff.first * 2 ** times) })
    }
    this.#bell.ring()
  }

  /** When the oldest object was written, of a part or of all, that is neither settled nor one of these. */
  oldest(part: string | undefined, except: ReadonlySet<Found>): number {
    // Those that wait are in order of time, so the next of any part is no newer than the next of this one.
    let oldest = this.#waiting.at(-1)?.mark.time ?? Number.POSITIVE_INFINITY
    for (const found of [...this.#reading, ...this.#givenBack.map(one => one.found)]) {
      if (except.has(found) || (part !== undefined && found.part !== part)) continue
      oldest = Math.min(oldest, found.mark.time)
    }
    return oldest
  }

  #next(maxFiles: number, maxBytes: number): Found[] {
    const taken: Found[] = []
    let bytes = 0
    for (let next = this.#waiting.at(-1); next && taken.length < maxFiles; next = this.#waiting.at(-1)) {
      bytes += next.file.size ?? 0
      if (taken.length > 0 && bytes > maxBytes) break
      taken.push(next)
      this.#waiting.pop()
    }
    return taken
  }
}
