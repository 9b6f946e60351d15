import type { ActivityEvent, Origin } from '#events'

/**
 * The order in which events are shown: by time, those without a readable one last. Total, so that the earliest events
 * are the same however they arrive; of a request that both logs tell of, what CloudTrail says comes first, and of an event delivered
 * twice, the delivery whose file sorts first.
 */
export function compareEvents(a: ActivityEvent, b: ActivityEvent): number {
  const early = a.time ?? Number.POSITIVE_INFINITY
  const late = b.time ?? Number.POSITIVE_INFINITY
  if (early !== late) return early < late ? -1 : 1
  if (a.log !== b.log) return a.log < b.log ? -1 : 1
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  if (a.identity !== b.identity) return a.identity - b.identity
  return compareOrigins(a.origin, b.origin)
}

/** By file, then by record. */
export function compareOrigins(a: Origin, b: Origin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.record - b.record
}

/**
 * Adds an event to the `limit` earliest distinct ones, in place.
 *
 * @param keep what of it is kept.
 */
export function addSample(
  samples: ActivityEvent[],
  event: ActivityEvent,
  limit: number,
  keep: (event: ActivityEvent) => ActivityEvent,
): void {
  const last = samples.at(-1)
  if (last && samples.length >= limit && compareEvents(event, last) >= 0) return
  const same = samples.findIndex(sample => sample.identity === event.identity)
  if (same >= 0) {
    if (compareEvents(event, samples[same] as ActivityEvent) >= 0) return
    samples.splice(same, 1)
  }
  const later = samples.findIndex(sample => compareEvents(event, sample) < 0)
  samples.splice(later < 0 ? samples.length : later, 0, keep(event))
  if (samples.length > limit) samples.length = limit
}
