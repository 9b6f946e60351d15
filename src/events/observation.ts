import type { ActivityEvent } from './activity-event.ts'
import { type Environment, emptyEnvironment } from './environment.ts'
import type { S3Facts } from './facts/index.ts'
import type { Knowledge } from './knowledge.ts'

/** What is known besides the event itself. */
export interface Surroundings {
  readonly environment: Environment
  /** Absent until every log has been read. */
  readonly knowledge?: Knowledge
}

const nothingKnown: Surroundings = { environment: emptyEnvironment }

/** An event together with what it means for S3. Facts are read at most once, and only when a rule asks. */
export class Observation {
  readonly event: ActivityEvent
  readonly surroundings: Surroundings
  readonly #readFacts: (event: ActivityEvent) => S3Facts
  #facts: S3Facts | undefined

  constructor(event: ActivityEvent, readFacts: (event: ActivityEvent) => S3Facts, surroundings = nothingKnown) {
    this.event = event
    this.surroundings = surroundings
    this.#readFacts = readFacts
  }

  get facts(): S3Facts {
    this.#facts ??= this.#readFacts(this.event)
    return this.#facts
  }

  get environment(): Environment {
    return this.surroundings.environment
  }

  get knowledge(): Knowledge | undefined {
    return this.surroundings.knowledge
  }
}
