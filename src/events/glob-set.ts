/** Names with `*` for any text and `?` for one character. Letter case counts. */
export class GlobSet {
  readonly #exact: ReadonlySet<string>
  readonly #patterns: readonly string[]

  constructor(globs: readonly string[]) {
    this.#exact = new Set(globs.filter(glob => !/[*?]/.test(glob)))
    this.#patterns = globs.filter(glob => /[*?]/.test(glob))
  }

  has(text: string): boolean {
    return this.#exact.has(text) || this.#patterns.some(pattern => matches(pattern, text))
  }
}

/** Goes back to the last star only, so that no text makes it slower than the product of both lengths. */
function matches(glob: string, text: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  let inGlob = 0
  while (at < text.length) {
    const wanted = glob[inGlob]
    if (wanted === '*') {
      star = inGlob++
      resume = at
    } else if (wanted === '?' || wanted === text[at]) {
      inGlob++
      at++
    } else if (star >= 0) {
      inGlob = star + 1
      at = ++resume
    } else return false
  }
  while (glob[inGlob] === '*') inGlob++
  return inGlob === glob.length
}
