import { type ActivityEvent, Observation, type Surroundings } from '#events'
import { readFacts } from '#s3'

/** Sees an event with all that is known besides it. */
export type Observe = (event: ActivityEvent) => Observation

export const observeIn =
  (surroundings?: Surroundings): Observe =>
  event =>
    new Observation(event, readFacts, surroundings)
