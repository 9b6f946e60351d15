import type { ActivityEvent } from './activity-event.ts'

/**
 * Takes events.
 *
 * @param alike the same object for events of one log that differ in nothing but id, identity, time, origin, key, request and bytes,
 * and in the members of the raw record that say these (of a line, also in request-URI, version, size and durations): what is found out
 * about one of them without reading those (`isOfOccasion`) is true of all. Absent where likeness is not told.
 */
export type EventSink = (event: ActivityEvent, alike?: object) => void
