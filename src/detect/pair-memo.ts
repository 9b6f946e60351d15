/** Entries remembered; hostile logs may hold any number of names. */
const maxEntries = 50_000

/** Remembers an answer per pair of texts, so that the hot path is two look-ups. */
export class PairMemo<V> {
  readonly #answer: (first: string, second: string) => V
  readonly #answers = new Map<string, Map<string, V>>()
  #size = 0

  constructor(answer: (first: string, second: string) => V) {
    this.#answer = answer
  }

  get(first: string, second: string): V {
    return this.#answers.get(first)?.get(second) ?? this.#remember(first, second)
  }

  #remember(first: string, second: string): V {
    if (this.#size >= maxEntries) {
      this.#answers.clear()
      this.#size = 0
    }
    const answer = this.#answer(first, second)
    const answers = this.#answers.get(first) ?? new Map<string, V>()
    this.#answers.set(first, answers.set(second, answer))
    this.#size++
    return answer
  }
}
