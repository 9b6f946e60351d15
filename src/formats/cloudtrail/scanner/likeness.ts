import type { ActivityEvent, Origin } from '#events'
import { isObject, type JsonObject, type JsonValue } from '#primitives'
import type { RecordOccasion } from './occasion.ts'

/** An event, and what stands for all that are like it. */
export interface Likeness {
  readonly event: ActivityEvent
  /** Before any later stage has located it. */
  readonly network: ActivityEvent['network']
}

/**
 * By the shape of their records, events from which others are made that differ in nothing but their occasion: a caller makes many
 * requests that are alike, and only what differs has to be read of each.
 */
export class Likenesses {
  readonly #byShape: (Likeness | undefined)[] = []

  /** A negative shape is new, and perhaps has the number of one that was forgotten. */
  of(shape: number): Likeness | undefined {
    if (shape < 0) this.#byShape[-shape] = undefined
    return shape > 0 ? this.#byShape[shape] : undefined
  }

  /** Remembers an event, before it goes to later stages. */
  keep(shape: number, event: ActivityEvent): Likeness | undefined {
    if (shape === 0) return undefined
    const likeness = { event, network: event.network }
    this.#byShape[Math.abs(shape)] = likeness
    return likeness
  }
}

/** The event of the record read last, made from one like it. */
export function eventLike({ event, network }: Likeness, occasion: RecordOccasion, origin: Origin): ActivityEvent {
  const id = occasion.text('eventID')
  const key = occasion.has('key') ? occasion.text('key') : undefined
  const made = {
    ...event,
    id,
    identity: occasion.identity,
    time: occasion.time,
    network,
    origin,
    raw: rawLike(event.raw, occasion, id, key),
  }
  if (key !== undefined && event.key !== undefined) made.key = key
  if (event.request !== undefined) made.request = occasion.request
  if (event.bytesOut !== undefined) made.bytesOut = occasion.bytesOut
  return made
}

function rawLike(raw: JsonObject, occasion: RecordOccasion, id: string, key: string | undefined): JsonObject {
  const made: Record<string, JsonValue | undefined> = { ...raw }
  made.eventID = id
  made.eventTime = occasion.text('eventTime')
  if (occasion.has('requestID')) made.requestID = occasion.text('requestID')
  if (key !== undefined && isObject(raw.requestParameters)) {
    made.requestParameters = { ...raw.requestParameters, key }
  }
  if (occasion.has('bytesOut') && isObject(raw.additionalEventData)) {
    made.additionalEventData = { ...raw.additionalEventData, bytesTransferredOut: occasion.bytesOut }
  }
  return made
}
