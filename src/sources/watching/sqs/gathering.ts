interface Entry<T> {
  readonly item: T
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** What is asked for one by one within a turn of the event loop is done in batches. */
export class Gathering<T> {
  readonly #size: number
  readonly #act: (batch: readonly T[]) => Promise<ReadonlyMap<number, Error>>
  #waiting: Entry<T>[] = []

  /** `act` gives the errors of single items by their index, and rejects when all of them failed. */
  constructor(size: number, act: (batch: readonly T[]) => Promise<ReadonlyMap<number, Error>>) {
    this.#size = size
    this.#act = act
  }

  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed })
      if (this.#waiting.length === 1) setImmediate(() => this.#flush())
    })
  }

  #flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (let from = 0; from < waiting.length; from += this.#size) void this.#do(waiting.slice(from, from + this.#size))
  }

  async #do(batch: readonly Entry<T>[]): Promise<void> {
    try {
      const errors = await this.#act(batch.map(({ item }) => item))
      for (const [index, { done, failed }] of batch.entries()) {
        const error = errors.get(index)
        if (error) failed(error)
        else done()
      }
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
}
