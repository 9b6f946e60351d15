import type { ActivityEvent, S3Facts } from '#events'

/** What a call says; undefined when it says nothing. */
export type Reader = (event: ActivityEvent) => S3Facts | undefined

/** The reader of one fact. */
export const one =
  <Name extends keyof S3Facts>(name: Name, read: (event: ActivityEvent) => S3Facts[Name] | undefined): Reader =>
  event => {
    const fact = read(event)
    return fact === undefined ? undefined : { [name]: fact }
  }

/** The reader of all that several readers find. */
export const all =
  (...readers: readonly Reader[]): Reader =>
  event => {
    let facts: S3Facts | undefined
    for (const read of readers) {
      const found = read(event)
      if (found !== undefined) facts = facts === undefined ? found : { ...facts, ...found }
    }
    return facts
  }
