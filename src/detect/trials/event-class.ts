import type { ActivityEvent } from '#events'
import { encodeKey } from '../field-texts.ts'

/** The fields that are the same for all events of a class. Besides the event, they depend on the configuration only. */
export const fieldsOfClass: ReadonlySet<string> = new Set([
  'account',
  'actor.access_key_id',
  'actor.account',
  'actor.automation',
  'actor.external',
  'actor.foreign',
  'actor.invoked_by',
  'actor.kind',
  'actor.principal',
  'actor.session',
  'bucket.log_target',
  'bucket.own',
  'bucket.sensitive',
  'errorCode',
  'event.action',
  'event.category',
  'event.error_code',
  'event.log',
  'event.operation',
  'event.outcome',
  'event.service',
  'eventName',
  'eventSource',
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
  'operation',
  'region',
  's3.bucket',
  'user_agent',
])

/**
 * The class of an event: who asked for what, from where and with which outcome, without when, of which object and how. Callers repeat
 * themselves, so that what a rule says of a class is said of many events. Undefined where the record spells its call in another way
 * than the event.
 */
export function classOf(event: ActivityEvent): string | undefined {
  const { raw, log, service, action, outcome, category, errorCode, account, region, bucket, userAgent } = event
  const isTrail = log === 'cloudtrail'
  if (raw.eventName !== (isTrail ? action : undefined) || raw.eventSource !== (isTrail ? service : undefined))
    return undefined
  if (!isTrail && raw.operation !== action) return undefined
  const code = raw.errorCode
  if (code !== undefined && code !== null && typeof code !== 'string') return undefined
  const place = `${numberOf(event.actor)} ${numberOf(event.network)} ${outcome} ${category} ${log}`
  return encodeKey([
    place,
    service,
    action,
    account,
    region,
    bucket ?? null,
    userAgent ?? null,
    errorCode ?? null,
    code === undefined ? '-' : code === null ? null : `=${code}`,
  ])
}

/** Events of one caller, or one network, mostly share the object. */
const numbers = new WeakMap<object, number>()
let last = 0

function numberOf(shared: object): number {
  let number = numbers.get(shared)
  if (number === undefined) {
    number = ++last
    numbers.set(shared, number)
  }
  return number
}
