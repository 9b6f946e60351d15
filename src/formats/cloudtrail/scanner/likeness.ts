import { type ActivityEvent, type Origin, requestIdentity } from '#events'
import { isObject, type JsonObject, type JsonValue } from '#primitives'
import { requestSalt } from '../normalise/identity.ts'
import { type OfKey, toldByKey } from './keyed-value.ts'
import type { RecordOccasion } from './occasion.ts'

/** An event, and what stands for all that are like it. */
export interface Likeness {
  readonly event: ActivityEvent
  /** Before any later stage has located it. */
  readonly network: ActivityEvent['network']
  /** What the record is about, where it is told by its own key. */
  readonly resources: OfKey | undefined
  /** Of the request, see `requestSalt`. */
  readonly salt: number | undefined
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
    const likeness = { event, network: event.network, resources: resourcesOf(event.raw), salt: requestSalt(event) }
    this.#byShape[Math.abs(shape)] = likeness
    return likeness
  }
}

function resourcesOf({ resources, requestParameters }: JsonObject): OfKey | undefined {
  const key = isObject(requestParameters) ? requestParameters.key : undefined
  return resources === undefined || typeof key !== 'string' ? undefined : toldByKey(resources, key)
}

type Draft = { -readonly [Member in keyof ActivityEvent]: ActivityEvent[Member] }

/** The event of the record read last, made from one like it. */
export function eventLike(
  { event, network, resources, salt }: Likeness,
  occasion: RecordOccasion,
  origin: Origin,
): ActivityEvent {
  const id = occasion.text('eventID')
  const key = occasion.has('key') ? occasion.text('key') : undefined
  // Spelled out: a copy that is changed afterwards takes three times as long.
  const made: Draft = {
    id,
    identity:
      salt !== undefined && occasion.isRequest
        ? requestIdentity(occasion.request, salt, occasion.time)
        : occasion.identity,
    time: occasion.time,
    log: event.log,
    service: event.service,
    action: event.action,
    category: event.category,
    outcome: event.outcome,
    actor: event.actor,
    network,
    account: event.account,
    region: event.region,
    origin,
    raw: rawLike(event.raw, occasion, { id, key, resources }),
  }
  if (event.errorCode !== undefined) made.errorCode = event.errorCode
  if (event.userAgent !== undefined) made.userAgent = event.userAgent
  if (event.bucket !== undefined) made.bucket = event.bucket
  if (event.key !== undefined) made.key = key ?? event.key
  if (event.bytesOut !== undefined) made.bytesOut = occasion.bytesOut
  return made
}

function rawLike(
  raw: JsonObject,
  occasion: RecordOccasion,
  {
    id,
    key,
    resources,
  }: { readonly id: string; readonly key: string | undefined; readonly resources: OfKey | undefined },
): JsonObject {
  const made: Record<string, JsonValue | undefined> = { ...raw }
  made.eventID = id
  made.eventTime = occasion.text('eventTime')
  if (occasion.has('requestID')) made.requestID = occasion.text('requestID')
  if (key !== undefined && isObject(raw.requestParameters)) {
    made.requestParameters = { ...raw.requestParameters, key }
  }
  if (key !== undefined && resources !== undefined) made.resources = resources(key)
  const [sent, received] = [occasion.has('bytesOut'), occasion.has('bytesIn')]
  if ((sent || received) && isObject(raw.additionalEventData)) {
    made.additionalEventData = {
      ...raw.additionalEventData,
      ...(sent && { bytesTransferredOut: occasion.bytesOut }),
      ...(received && { bytesTransferredIn: occasion.bytesIn }),
    }
  }
  return made
}
