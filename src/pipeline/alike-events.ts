import type { ActivityEvent } from '#events'

/** So many events wait for others that are like them, at most. */
const mostWaiting = 400

/** Takes events that are alike, or one. */
export type TakeAlike = (events: readonly ActivityEvent[], learnOnly: boolean, alike?: object) => void

interface Waiting {
  readonly events: ActivityEvent[]
  readonly learnOnly: boolean
}

/**
 * Has events wait for others that are like them, so that what all have in common is looked at once. What is made of events does not
 * depend on their order, so that they may wait as long as the memory is there for them.
 */
export class AlikeEvents {
  readonly #take: TakeAlike
  readonly #waiting = new Map<object, Waiting>()
  #count = 0

  constructor(take: TakeAlike) {
    this.#take = take
  }

  add(event: ActivityEvent, learnOnly: boolean, alike: object | undefined): void {
    // The texts of a line hold on to all lines that were read with it.
    if (alike === undefined || event.log === 's3-access-log') {
      this.#take([event], learnOnly, alike)
      return
    }
    const waiting = this.#waiting.get(alike)
    if (waiting?.learnOnly === learnOnly) waiting.events.push(event)
    else {
      if (waiting !== undefined) this.#take(waiting.events, waiting.learnOnly, alike)
      this.#waiting.set(alike, { events: [event], learnOnly })
    }
    this.#count++
    if (this.#count >= mostWaiting) this.flush()
  }

  /** Nothing waits any longer. */
  flush(): void {
    for (const [alike, { events, learnOnly }] of this.#waiting) this.#take(events, learnOnly, alike)
    this.#waiting.clear()
    this.#count = 0
  }
}
