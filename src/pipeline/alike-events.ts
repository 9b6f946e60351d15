import type { ActivityEvent } from '#events'

/** So many events go by, at most, until nothing waits. */
const mostGoneBy = 4_000

/** The text of a line is part of the text of all lines that were read with it, and holds on to them. */
const roomOf = { cloudtrail: 1, 's3-access-log': 8 } as const

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
  #waiting = new Map<object, Waiting>()
  #goneBy = 0

  constructor(take: TakeAlike) {
    this.#take = take
  }

  add(event: ActivityEvent, learnOnly: boolean, alike: object | undefined): void {
    if (alike === undefined) this.#take([event], learnOnly)
    else this.#wait(event, learnOnly, alike)
    this.#goneBy += roomOf[event.log]
    if (this.#goneBy >= mostGoneBy) this.flush()
  }

  #wait(event: ActivityEvent, learnOnly: boolean, alike: object): void {
    const waiting = this.#waiting.get(alike)
    if (waiting?.learnOnly === learnOnly) waiting.events.push(event)
    else {
      if (waiting !== undefined) this.#take(waiting.events, waiting.learnOnly, alike)
      this.#waiting.set(alike, { events: [event], learnOnly })
    }
  }

  /** Nothing waits any longer. */
  flush(): void {
    for (const [alike, { events, learnOnly }] of this.#waiting) this.#take(events, learnOnly, alike)
    // A map that is cleared goes on pointing to what it holds next: once it is old, V8 would keep all events until it collects the old.
    this.#waiting = new Map()
    this.#goneBy = 0
  }
}
