/** Free to spend on any content, so that small files recover fully. */
const allowance = 64 * 1024 * 1024

/** Bounds how much is read twice when something is broken, so that no content can make reading quadratic. */
export class RescanBudget {
  #left = allowance

  /** Each byte of content earns another byte. */
  grow(bytes: number): void {
    this.#left += bytes
  }

  spend(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
