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

/** Reads the facts of an event; where only one is asked for, others may be left out. */
type ReadFacts = (event: ActivityEvent, only?: keyof S3Facts) => S3Facts

/** An event together with what it means for S3. Each fact is read at most once, and only when a rule asks for it. */
export class Observation {
  readonly event: ActivityEvent
  readonly surroundings: Surroundings
  readonly #readFacts: ReadFacts
  #facts: S3Facts | undefined

  constructor(event: ActivityEvent, readFacts: ReadFacts, surroundings = nothingKnown) {
    this.event = event
    this.surroundings = surroundings
    this.#readFacts = readFacts
  }

  get facts(): S3Facts {
    this.#facts ??= factsOf(this.event, this.#readFacts)
    return this.#facts
  }

  get environment(): Environment {
    return this.surroundings.environment
  }

  get knowledge(): Knowledge | undefined {
    return this.surroundings.knowledge
  }
}

/** Facts that are read when they are asked for. */
function factsOf(event: ActivityEvent, readFacts: ReadFacts): S3Facts {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get(known, name: string) {
        if (!Object.hasOwn(known, name)) known[name] = readFacts(event, name as keyof S3Facts)[name as keyof S3Facts]
        return known[name]
      },
    },
  )
}
