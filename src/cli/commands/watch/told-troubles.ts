import { BoundedCache, formatPlace, type Issue } from '#primitives'

/** What lasts longer is told again now and then, for those who look at the end of a log. */
const tellAgainAfter = 3_600_000

/** A file that may not be read comes again and again, and is told once. */
export class ToldTroubles {
  readonly #told = new BoundedCache<string, number>(1000)

  /** Whether it was told not long ago that the same cannot be read; if not, it is now. Other troubles are those of a moment. */
  isTold(source: string, { code, at }: Issue, now: number): boolean {
    if (code !== 'not-readable') return false
    const trouble = `${source} ${code} ${formatPlace(at)}`
    const before = this.#told.get(trouble)
    if (before !== undefined && now - before < tellAgainAfter) return true
    this.#told.set(trouble, now)
    return false
  }
}
