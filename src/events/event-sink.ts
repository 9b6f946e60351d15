import type { ActivityEvent } from './activity-event.ts'

/**
 * Takes events.
 *
 * @param alike the same object for events of CloudTrail that differ in nothing but id, identity, time, origin, key, request and bytes,
 * and in the members of the raw record that say these: what is found out about one of them without reading those
 * (`isOfOccasion`) is true of all. Absent where likeness is not told.
 */
export type EventSink = (event: ActivityEvent, alike?: object) => void
