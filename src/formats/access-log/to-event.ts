import { type ActivityEvent, networkOf, type Origin } from '#events'
import { asAccountId, asBucketName, digest53 } from '#primitives'
import type { AccessLogRecord } from './access-log-record.ts'
import { hostFacts } from './host.ts'
import { parseRecordTime } from './record-time.ts'
import { categoryOfOperation, decodeKey, outcomeOfRequest } from './request.ts'
import { actorOfRequester } from './requester.ts'

type Draft = { -readonly [Name in keyof ActivityEvent]: ActivityEvent[Name] }

const noAccount = asAccountId('')

/** One event of a record that names an operation. */
export function toEvent(record: AccessLogRecord, origin: Origin): ActivityEvent {
  const host = hostFacts(record.host_header)
  const action = record.operation ?? ''
  const id = idOf(record, action)
  const event: Draft = {
    id,
    identity: identityOf(record, id),
    time: record.time === null ? undefined : parseRecordTime(record.time),
    log: 's3-access-log',
    service: 's3.amazonaws.com',
    action,
    category: categoryOfOperation(action, record.key),
    outcome: outcomeOfRequest(record),
    actor: actorOfRequester(record.requester, record.bucket_owner),
    network: networkOf(record.remote_ip),
    account: noAccount,
    region: record.source_region ?? host.region ?? '',
    origin,
    raw: record,
  }
  const bucket = record.bucket ?? host.bucket ?? record.access_point_arn
  if (bucket !== null) event.bucket = asBucketName(bucket)
  if (record.key !== null) event.key = decodeKey(record.key, record.request_uri)
  if (record.user_agent !== null) event.userAgent = record.user_agent
  if (record.error_code !== null) event.errorCode = record.error_code
  if (record.request_id !== null) event.requestId = record.request_id
  if (record.bytes_sent !== null) event.bytesOut = record.bytes_sent
  return event
}

/**
 * The lines of one DeleteObjects request share its request id, as may those of what a lifecycle rule does: key and
 * version tell them apart. The two lines of a copy differ in their operation.
 */
function idOf(record: AccessLogRecord, action: string): string {
  const { request_id, key, version_id } = record
  if (request_id === null) return `-/${action}/${digest53(callOf(record)).toString(36)}`
  const isOneOfMany = action.startsWith('BATCH.') || action.startsWith('S3.')
  return isOneOfMany
    ? `${request_id}/${action}/${digest53(`${key} ${version_id}`).toString(36)}`
    : `${request_id}/${action}`
}

/** Of the same line delivered twice, the same; made of more than the id, since samples and redacted logs reuse ids. */
function identityOf(record: AccessLogRecord, id: string): number {
  return digest53(id, digest53(record.key ?? '', digest53(record.time ?? '')))
}

const callOf = (record: AccessLogRecord): string =>
  [record.time, record.remote_ip, record.requester, record.key, record.request_uri, record.user_agent].join(' ')
