import { matchesGlob } from '#primitives'

/** Names with `*` for any text and `?` for one character. Letter case counts. */
export class GlobSet {
  readonly #exact: ReadonlySet<string>
  readonly #patterns: readonly string[]

  constructor(globs: readonly string[]) {
    this.#exact = new Set(globs.filter(glob => !/[*?]/.test(glob)))
    this.#patterns = globs.filter(glob => /[*?]/.test(glob))
  }

  has(text: string): boolean {
    return this.#exact.has(text) || this.#patterns.some(pattern => matchesGlob(pattern, text))
  }
}
