import type { ActivityEvent } from '#events'
import { encodeKey } from '../field-texts.ts'

/** The fields that are the same for all events of a class. Besides the event, they depend on the configuration only. */
export const fieldsOfClass: ReadonlySet<string> = new Set([
  'account',
  'actor.kind',
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
  'operation',
  'region',
  's3.bucket',
])

/**
 * The class of an event: what was asked for, by which kind of caller and with which outcome, without who, when, from where and of which
 * object. There are few, also where no caller comes twice, so that what a rule says of a class is said of many events. Undefined where the record spells its call in another way
 * than the event.
 */
export function classOf(event: ActivityEvent): string | undefined {
  const { raw, log, service, action, outcome, category, errorCode, account, region, bucket } = event
  const isTrail = log === 'cloudtrail'
  if (raw.eventName !== (isTrail ? action : undefined) || raw.eventSource !== (isTrail ? service : undefined))
    return undefined
  if (!isTrail && raw.operation !== action) return undefined
  const code = raw.errorCode
  if (code !== undefined && code !== null && typeof code !== 'string') return undefined
  const place = `${event.actor.kind} ${outcome} ${category} ${log}`
  return encodeKey([
    place,
    service,
    action,
    account,
    region,
    bucket ?? null,
    errorCode ?? null,
    code === undefined ? '-' : code === null ? null : `=${code}`,
  ])
}
