import { type ActivityEvent, logsOf, rawPathsOf } from '#events'
import { BoundedCache, type JsonObject, ownText, remembering, sharingTexts } from '#primitives'
import { fieldsOfClass } from './trials/event-class.ts'

/** What is kept of an event: enough to read some fields of it later. */
export type Keep = (event: ActivityEvent) => ActivityEvent

export const keepWhole: Keep = event => event

/** Fields that are read off the event, or off the few members that are kept of every record. */
export const keptFields: ReadonlySet<string> = new Set([
  ...fieldsOfClass,
  'actor.access_key_id',
  'actor.account',
  'actor.automation',
  'actor.external',
  'actor.foreign',
  'actor.invoked_by',
  'actor.principal',
  'actor.session',
  'bucket.torn_down',
  'event.id',
  'event.time',
  'network.as_org',
  'network.asn',
  'network.city',
  'network.country',
  'network.ip',
  'network.listed',
  'network.prefix',
  'network.private',
  'network.service',
  'network.source',
  'network.trusted',
  'network.vpc_endpoint',
  's3.bytes_out',
  's3.key',
  'user_agent',
])

/**
 * Keeps of an event what the fields are read from. A record takes several times the memory of all else, and a scan keeps events
 * by the ten thousand of which it shows a few. Where the record is cut, the event says that it stands in for the one that was read.
 */
export function keepFor(fields: readonly string[]): Keep {
  const rest = fields.filter(field => !keptFields.has(field))
  const members = [...new Set([...callMembers, ...rest.flatMap(rawPathsOf).map(firstPart)])]
  const isLineNeeded = rest.some(field => logsOf(field).includes('s3-access-log'))
  const isObjectNeeded = fields.some(field => field === 's3.key' || field === 's3.bytes_out') || rest.length > 0
  const shape = `${members.sort().join()} ${isLineNeeded} ${isObjectNeeded}`
  const known = keeps.get(shape)
  if (known) return known
  const isBare = members.length === callMembers.length
  const cutOnce = remembering((event: ActivityEvent): ActivityEvent => {
    const isLine = event.log === 's3-access-log'
    if (isLine && isLineNeeded) return event
    const kept = cut(event, isLine || isBare ? bare(event.raw) : pick(event.raw, members))
    return isObjectNeeded ? withObject(kept, event) : kept
  })
  const keep: Keep = event => (event.standIn ? event : cutOnce(event))
  keeps.set(shape, keep)
  return keep
}

/** Detections that need the same of an event share what is kept of it. */
const keeps = new BoundedCache<string, Keep>(1_000)

type Draft = { -readonly [Name in keyof ActivityEvent]: ActivityEvent[Name] }

function cut(event: ActivityEvent, raw: JsonObject): Draft {
  const { bucket, userAgent, errorCode } = event
  const kept: Draft = {
    id: event.id,
    identity: event.identity,
    time: event.time,
    log: event.log,
    service: shared(event.service),
    action: shared(event.action),
    category: event.category,
    outcome: event.outcome,
    actor: event.actor,
    network: event.network,
    account: shared(event.account),
    region: shared(event.region),
    origin: event.origin,
    raw,
    standIn: true,
  }
  if (bucket !== undefined) kept.bucket = shared(bucket)
  if (userAgent !== undefined) kept.userAgent = shared(userAgent)
  if (errorCode !== undefined) kept.errorCode = shared(errorCode)
  return kept
}

function withObject(kept: Draft, { key, bytesOut }: ActivityEvent): ActivityEvent {
  if (key !== undefined) kept.key = ownText(key)
  if (bytesOut !== undefined) kept.bytesOut = bytesOut
  return kept
}

/** What every rule asks for, and what classes of events are told by; of most records there are few that differ. */
function bare(raw: JsonObject): JsonObject {
  if (lastBare !== undefined && callMembers.every(member => lastBare?.[member] === raw[member])) return lastBare
  lastBare = bareRecord(raw)
  return lastBare
}

/** Events that are alike come one after the other. */
let lastBare: JsonObject | undefined

function bareRecord(raw: JsonObject): JsonObject {
  const record = pick(raw, callMembers)
  const name = JSON.stringify(record)
  const known = bareRecords.get(name)
  if (known) return known
  bareRecords.set(name, record)
  return record
}

const callMembers = ['eventSource', 'eventName', 'errorCode', 'operation'] as const

const bareRecords = new BoundedCache<string, JsonObject>(1_000)

function pick(raw: JsonObject, members: Iterable<string>): JsonObject {
  const picked: Record<string, JsonObject[string]> = {}
  for (const member of members) if (raw[member] !== undefined) picked[member] = raw[member]
  return picked
}

const firstPart = (path: string): string => path.split('.', 1)[0] ?? path

const shared = sharingTexts(10_000)
