import type { DataSyncLocationFact, Observation, S3Facts } from '#events'

/**
 * What some calls tell about things that other calls only name: DataSync locations by their ARN. Plain data and mergeable: the same
 * set of events gives the same inventory in any order, split or repetition. One entry (a few hundred bytes) per location.
 */
export interface Inventory {
  readonly locations: Map<string, KnownLocation>
}

/** A location with the event that told of it. */
interface KnownLocation {
  readonly location: DataSyncLocationFact
  /** Epoch milliseconds; absent when the record's time cannot be read. */
  readonly time: number | undefined
  readonly eventId: string
}

export const emptyInventory = (): Inventory => ({ locations: new Map() })

/**
 * Adds what an event tells, in place. Only a successful `CreateLocation*` counts: an update names neither bucket
 * nor server again, and cannot change which bucket a location is.
 */
export function learn(inventory: Inventory, observation: Observation): void {
  const { event } = observation
  if (event.outcome !== 'success' || !event.action.startsWith('CreateLocation')) return
  const location = observation.facts.dataSyncLocation
  if (location === undefined) return
  keepLatest(inventory.locations, { location, time: event.time, eventId: event.id })
}

/** The inventory of both sets of events. */
export function mergeInventories(one: Inventory, other: Inventory): Inventory {
  const locations = new Map(one.locations)
  for (const known of other.locations.values()) keepLatest(locations, known)
  return { locations }
}

function keepLatest(locations: Map<string, KnownLocation>, known: KnownLocation): void {
  const { locationArn } = known.location
  const present = locations.get(locationArn)
  if (present === undefined || isLater(known, present)) locations.set(locationArn, known)
}

/** A total order, even of different records with one id, so that what is kept never depends on what came first. */
function isLater(one: KnownLocation, other: KnownLocation): boolean {
  const [time, otherTime] = [one.time ?? Number.NEGATIVE_INFINITY, other.time ?? Number.NEGATIVE_INFINITY]
  if (time !== otherTime) return time > otherTime
  if (one.eventId !== other.eventId) return one.eventId > other.eventId
  return JSON.stringify(one.location) > JSON.stringify(other.location)
}

/** Facts together with what the inventory knows of the DataSync locations that they name. */
export function completeFacts(facts: S3Facts, inventory: Inventory): S3Facts {
  const task = facts.dataSyncTask
  if (task === undefined) return facts
  const source = inventory.locations.get(task.sourceLocationArn ?? '')?.location
  const destination = inventory.locations.get(task.destinationLocationArn ?? '')?.location
  if (source === undefined && destination === undefined) return facts
  const dataSyncTask = {
    ...task,
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
  }
  return { ...facts, dataSyncTask }
}
