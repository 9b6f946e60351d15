import type { Issue } from '#primitives'
import { type Delivery, type Progress, SourceFailure, type WatchedSource } from '#sources'

/** A delivery with the source that it is from. */
export interface Arrival {
  readonly source: WatchedSource
  readonly delivery: Delivery
}

/** Deliveries that wait to be read, of all sources; a source is asked for more only while there is room. */
export class Intake {
  readonly #waiting: Arrival[] = []
  readonly #capacity: number
  #running = 0
  #failure: Issue | undefined
  #wake: () => void = () => undefined
  readonly #room: (() => void)[] = []

  /** @param capacity deliveries. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#waiting.length
  }

  /** Why a source could not go on; all others are to stop then. */
  get failure(): Issue | undefined {
    return this.#failure
  }

  /** A source cannot go on. */
  fail(issue: Issue): void {
    this.#failure ??= issue
    this.#wake()
  }

  /** Everything that a source delivers, until it ends or fails. */
  async drain(
    source: WatchedSource,
    options: { readonly progress: Progress; readonly signal: AbortSignal; readonly report: (issue: Issue) => void },
  ): Promise<void> {
    this.#running += 1
    try {
      for await (const delivery of source.deliveries(options)) {
        this.#waiting.push({ source, delivery })
        this.#wake()
        while (this.#waiting.length >= this.#capacity && !options.signal.aborted) {
          await new Promise<void>(resolve => this.#room.push(resolve))
        }
      }
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      this.fail(error.issue)
    } finally {
      this.#running -= 1
      this.#wake()
    }
  }

  /** All sources have ended, or one has failed, and nothing waits. */
  get isOver(): boolean {
    return this.#waiting.length === 0 && (this.#running === 0 || this.#failure !== undefined)
  }

  /**
   * Whatever waits, up to a number of files and of their bytes; nothing once it is over.
   *
   * @param patience milliseconds after which it is nothing, too, when nothing has come; for ever when absent.
   */
  async take(maxFiles: number, maxBytes = Number.POSITIVE_INFINITY, patience?: number): Promise<readonly Arrival[]> {
    const tooLong = new AbortController()
    const enough = (): void => {
      tooLong.abort()
      this.#wake()
    }
    const timer = patience === undefined ? undefined : setTimeout(enough, patience)
    while (this.#waiting.length === 0 && !this.isOver && !tooLong.signal.aborted) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    clearTimeout(timer)
    const taken: Arrival[] = []
    let files = 0
    let bytes = 0
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      files += next.delivery.files.length
      bytes += next.delivery.files.reduce((sum, { file }) => sum + (file.size ?? 0), 0)
      if (taken.length > 0 && (files > maxFiles || bytes > maxBytes)) break
      taken.push(next)
      this.#waiting.shift()
    }
    this.#letIn()
    return taken
  }

  /** Gives everything back that waits. */
  async giveBack(): Promise<void> {
    const rest = this.#waiting.splice(0)
    this.#letIn()
    await Promise.all(rest.map(({ delivery }) => delivery.giveBack()))
  }

  /** Lets whoever waits look again, after the signal was aborted. */
  wake(): void {
    this.#letIn()
    this.#wake()
  }

  #letIn(): void {
    for (const enter of this.#room.splice(0)) enter()
  }
}
