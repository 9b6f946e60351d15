import type { ActivityEvent, S3Facts } from '#events'

/** What a call says, or of it `only` the fact that is asked for; undefined when it says nothing. */
export type Reader = (event: ActivityEvent, only?: keyof S3Facts) => S3Facts | undefined

/** The reader of one fact. */
export const one =
  <Name extends keyof S3Facts>(name: Name, read: (event: ActivityEvent) => S3Facts[Name] | undefined): Reader =>
  (event, only) => {
    if (only !== undefined && only !== name) return undefined
    const fact = read(event)
    return fact === undefined ? undefined : { [name]: fact }
  }

/** The reader of all that several readers find. */
export const all =
  (...readers: readonly Reader[]): Reader =>
  (event, only) => {
    let facts: S3Facts | undefined
    for (const read of readers) {
      const found = read(event, only)
      if (found !== undefined) facts = facts === undefined ? found : { ...facts, ...found }
    }
    return facts
  }
