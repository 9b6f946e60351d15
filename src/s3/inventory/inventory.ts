import type { ActivityEvent, DataSyncLocationFact } from '#events'
import type { AccountId } from '#primitives'
import { readFacts } from '../read-facts.ts'
import { keepBound, keepLatest, type Learnt, mostLearnt } from './learnt.ts'
import { deletedBucketOf, isNamedForLogs, logBucketOf, newTrailOf, ownersOf, recipientOf } from './teaching.ts'

/**
 * What events tell about the environment that other events only name: own accounts, log buckets, the owners of buckets, DataSync
 * locations, what was made or deleted when. Plain data and mergeable: the same set of events gives the same inventory in any order, split or repetition.
 *
 * Memory: at most {@link mostLearnt} entries of a kind, a few hundred bytes each.
 */
export interface Inventory {
  /** The accounts that records belong to. */
  readonly accounts: Set<string>
  /** Where trails and access logging deliver. */
  readonly logBuckets: Set<string>
  /** Buckets with a line in an access log: whoever has the log, has the bucket. */
  readonly loggedBuckets: Set<string>
  /** By bucket, the account that made it or is told to own it. */
  readonly owners: Map<string, Learnt<AccountId>>
  /** By ARN. */
  readonly locations: Map<string, Learnt<DataSyncLocationFact>>
  /** By bucket, when it was last deleted. */
  readonly deletions: Map<string, Learnt<true>>
  /** By account and name (see `trailKey`), when a trail was last created. */
  readonly trails: Map<string, Learnt<true>>
  /** Something was dropped. */
  overflow: boolean
}

export const emptyInventory = (): Inventory => ({
  accounts: new Set(),
  logBuckets: new Set(),
  loggedBuckets: new Set(),
  owners: new Map(),
  locations: new Map(),
  deletions: new Map(),
  trails: new Map(),
  overflow: false,
})

/** Adds what an event tells, in place. Nearly every event tells only whose it is. */
export function learn(inventory: Inventory, event: ActivityEvent): void {
  if (event.log === 's3-access-log') {
    if (event.bucket !== undefined) add(inventory, inventory.loggedBuckets, event.bucket)
  } else {
    const recipient = recipientOf(event)
    if (recipient !== undefined) add(inventory, inventory.accounts, recipient)
  }
  const logBucket = logBucketOf(event)
  if (logBucket !== undefined) add(inventory, inventory.logBuckets, logBucket)
  if (event.bucket !== undefined && isNamedForLogs(event.bucket)) add(inventory, inventory.logBuckets, event.bucket)
  for (const [bucket, owner] of ownersOf(event)) {
    keep(inventory, inventory.owners, bucket, { value: owner, time: event.time, eventId: event.id })
  }
  learnTime(inventory, inventory.deletions, deletedBucketOf(event), event)
  learnTime(inventory, inventory.trails, newTrailOf(event), event)
  if (event.service === 'datasync.amazonaws.com') learnLocation(inventory, event)
}

/** Adds what events tell that are alike (see `EventSink`), in place: the same of each, but for the time, and the latest counts. */
export function learnAlike(inventory: Inventory, events: readonly ActivityEvent[]): void {
  const [first] = events
  if (first !== undefined)
    learn(
      inventory,
      events.reduce((one, other) => (isLater(other, one) ? other : one), first),
    )
}

const isLater = (one: ActivityEvent, other: ActivityEvent): boolean => {
  const [time, otherTime] = [one.time ?? Number.NEGATIVE_INFINITY, other.time ?? Number.NEGATIVE_INFINITY]
  return time === otherTime ? one.id > other.id : time > otherTime
}

function learnTime(
  inventory: Inventory,
  times: Map<string, Learnt<true>>,
  name: string | undefined,
  { time, id }: ActivityEvent,
): void {
  if (name !== undefined) keep(inventory, times, name, { value: true, time, eventId: id })
}

/**
 * Only a successful `CreateLocation*` counts: an update names neither bucket nor server again, and cannot change which
 * bucket a location is.
 */
function learnLocation(inventory: Inventory, event: ActivityEvent): void {
  if (event.outcome !== 'success' || !event.action.startsWith('CreateLocation')) return
  const location = readFacts(event).dataSyncLocation
  if (location === undefined) return
  keep(inventory, inventory.locations, location.locationArn, { value: location, time: event.time, eventId: event.id })
}

function add(inventory: Inventory, names: Set<string>, name: string): void {
  if (names.has(name)) return
  names.add(name)
  if (names.size > 2 * mostLearnt && keepBound(names)) inventory.overflow = true
}

function keep<T>(inventory: Inventory, known: Map<string, Learnt<T>>, name: string, learnt: Learnt<T>): void {
  keepLatest(known, name, learnt)
  if (known.size > 2 * mostLearnt && keepBound(known)) inventory.overflow = true
}

/** Adds all that another inventory has, in place. */
export function addInventory(inventory: Inventory, other: Inventory): void {
  for (const kind of ['accounts', 'logBuckets', 'loggedBuckets'] as const) {
    for (const name of other[kind]) add(inventory, inventory[kind], name)
  }
  addLearnt(inventory, inventory.owners, other.owners)
  addLearnt(inventory, inventory.locations, other.locations)
  addLearnt(inventory, inventory.deletions, other.deletions)
  addLearnt(inventory, inventory.trails, other.trails)
  inventory.overflow ||= other.overflow
}

function addLearnt<T>(
  inventory: Inventory,
  known: Map<string, Learnt<T>>,
  other: ReadonlyMap<string, Learnt<T>>,
): void {
  for (const [name, learnt] of other) keep(inventory, known, name, learnt)
}

/** The inventory of both sets of events, within its bounds. */
export function mergeInventories(one: Inventory, other: Inventory): Inventory {
  const merged: Inventory = {
    accounts: new Set([...one.accounts, ...other.accounts]),
    logBuckets: new Set([...one.logBuckets, ...other.logBuckets]),
    loggedBuckets: new Set([...one.loggedBuckets, ...other.loggedBuckets]),
    owners: latest(one.owners, other.owners),
    locations: latest(one.locations, other.locations),
    deletions: latest(one.deletions, other.deletions),
    trails: latest(one.trails, other.trails),
    overflow: one.overflow || other.overflow,
  }
  const { accounts, logBuckets, loggedBuckets, owners, locations, deletions, trails } = merged
  for (const names of [accounts, logBuckets, loggedBuckets, owners, locations, deletions, trails]) {
    if (keepBound(names)) merged.overflow = true
  }
  return merged
}

function latest<T>(one: Map<string, Learnt<T>>, other: Map<string, Learnt<T>>): Map<string, Learnt<T>> {
  const both = new Map(one)
  for (const [name, learnt] of other) keepLatest(both, name, learnt)
  return both
}
