import type { ActivityEvent } from './activity-event.ts'
import type { S3Facts } from './facts/index.ts'

/** An event together with what it means for S3. Facts are read at most once, and only when a rule asks. */
export class Observation {
  readonly event: ActivityEvent
  readonly #readFacts: (event: ActivityEvent) => S3Facts
  #facts: S3Facts | undefined

  constructor(event: ActivityEvent, readFacts: (event: ActivityEvent) => S3Facts) {
    this.event = event
    this.#readFacts = readFacts
  }

  get facts(): S3Facts {
    this.#facts ??= this.#readFacts(this.event)
    return this.#facts
  }
}
