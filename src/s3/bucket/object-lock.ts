import type { ActivityEvent, ObjectLockFact } from '#events'
import { filledTextOf, type JsonObject, type JsonValue, memberOf, objectOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { daysUntil, isTrue, numberOf } from '../scalars.ts'

/**
 * What a call says about Object Lock. No real record of the bodies was at hand: they are taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html
 */
export function readObjectLock(event: ActivityEvent): ObjectLockFact | undefined {
  const parameters = parametersOf(event)
  switch (event.action) {
    case 'PutBucketObjectLockConfiguration':
    case 'PutObjectLockConfiguration':
      return readDefault(memberOf(parameters, 'objectlockconfiguration'))
    case 'PutObjectRetention':
      return readRetention(memberOf(parameters, 'retention'), event.time)
    case 'PutObjectLegalHold':
      return holdOf(filledTextOf(memberAt(parameters, 'legalhold', 'status')))
    case 'CreateBucket':
      return isTrue(memberOf(parameters, 'x-amz-bucket-object-lock-enabled'))
        ? { enabled: true, removed: false }
        : undefined
    default:
      return readHeaders(parameters, event.time)
  }
}

/**
 * A body without a retention is how the default retention is taken away, and also how Object Lock is switched on without
 * one: the record does not tell which.
 */
function readDefault(body: JsonValue | undefined): ObjectLockFact | undefined {
  if (objectOf(body) === undefined) return undefined
  const retention = memberAt(body, 'rule', 'defaultretention')
  const mode = filledTextOf(memberAt(retention, 'mode'))
  const years = numberOf(memberAt(retention, 'years'))
  const days = numberOf(memberAt(retention, 'days')) ?? (years === undefined ? undefined : years * 365)
  return {
    ...(mode !== undefined && { mode }),
    ...(days !== undefined && { days }),
    enabled: mode !== undefined || filledTextOf(memberAt(body, 'objectlockenabled'))?.toLowerCase() === 'enabled',
    removed: mode === undefined,
  }
}

/** An empty body takes the retention away. `"retention": ""` is only the name of the sub-resource that was called. */
function readRetention(body: JsonValue | undefined, time: number | undefined): ObjectLockFact | undefined {
  if (objectOf(body) === undefined) return undefined
  const mode = filledTextOf(memberAt(body, 'mode'))
  const retainUntil = filledTextOf(memberAt(body, 'retainuntildate'))
  const removed = filledTextOf(memberAt(body, 'eventhold'))?.toLowerCase() !== 'on'
  return retentionOf(mode, retainUntil, time) ?? { enabled: !removed, removed }
}

function readHeaders(parameters: JsonObject, time: number | undefined): ObjectLockFact | undefined {
  const mode = filledTextOf(memberOf(parameters, 'x-amz-object-lock-mode'))
  const retainUntil = filledTextOf(memberOf(parameters, 'x-amz-object-lock-retain-until-date'))
  const hold = holdOf(filledTextOf(memberOf(parameters, 'x-amz-object-lock-legal-hold')))
  const retention = retentionOf(mode, retainUntil, time)
  return retention === undefined ? hold : { ...hold, ...retention }
}

function retentionOf(
  mode: string | undefined,
  retainUntil: string | undefined,
  time: number | undefined,
): ObjectLockFact | undefined {
  if (mode === undefined && retainUntil === undefined) return undefined
  const days = retainUntil === undefined ? undefined : daysUntil(retainUntil, time)
  return {
    ...(mode !== undefined && { mode }),
    ...(days !== undefined && { days }),
    ...(retainUntil !== undefined && { retainUntil }),
    enabled: true,
    removed: false,
  }
}

const holdOf = (status: string | undefined): ObjectLockFact | undefined => {
  if (status === undefined) return undefined
  const legalHold = status.trim().toLowerCase() === 'on'
  return { legalHold, enabled: false, removed: !legalHold }
}
