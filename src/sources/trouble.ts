import type { Issue } from '#primitives'

/** The first thing that went wrong on the way to a content, at whatever level of packing. */
export class Trouble {
  readonly #name: string
  readonly #explain: (name: string, error: unknown) => Issue
  first: Issue | undefined

  constructor(name: string, explain: (name: string, error: unknown) => Issue) {
    this.#name = name
    this.#explain = explain
  }

  readonly report = (issue: Issue): void => {
    this.first ??= issue
  }

  /** The chunks up to where reading fails. */
  async *guard(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks
    } catch (error) {
      this.report(this.#explain(this.#name, error))
    }
  }
}
