import { Bell } from '../../pause.ts'
import type { Queue, Receipt } from './queue.ts'

/** Seconds that nobody else sees a message, from its receipt and from each time that is extended. */
export const visibility = 60
const extendEvery = 20_000

/** Messages that were received and are being worked on: they are kept from others for as long as that takes. */
export class InFlight {
  readonly #queue: Queue
  readonly #receipts = new Set<Receipt>()
  readonly #freed = new Bell()
  readonly #notExtended: (receipt: Receipt, error: unknown) => void
  #timer: NodeJS.Timeout | undefined

  constructor(queue: Queue, notExtended: (receipt: Receipt, error: unknown) => void) {
    this.#queue = queue
    this.#notExtended = notExtended
  }

  add(receipt: Receipt): void {
    this.#receipts.add(receipt)
    // A process that has nothing else to do may end: then the messages appear again by themselves.
    this.#timer ??= setInterval(() => this.#extend(), extendEvery).unref()
  }

  /** False when it was not in flight any more. */
  remove(receipt: Receipt): boolean {
    const was = this.#receipts.delete(receipt)
    if (this.#receipts.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    this.#freed.ring()
    return was
  }

  /** Until fewer than `count` are in flight, or `signal` is aborted. */
  async fewerThan(count: number, signal: AbortSignal): Promise<void> {
    while (this.#receipts.size >= count && !signal.aborted) await this.#freed.wait(60_000, signal)
  }

  #extend(): void {
    for (const receipt of this.#receipts) {
      this.#queue.hide(receipt, visibility).catch((error: unknown) => {
        if (this.remove(receipt)) this.#notExtended(receipt, error)
      })
    }
  }
}
