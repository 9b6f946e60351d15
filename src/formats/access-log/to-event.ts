import {
  type ActivityEvent,
  type Actor,
  isRequestId,
  type Network,
  networkOf,
  type Origin,
  type Outcome,
  requestDigest,
  requestIdentity,
  saltOfDeed,
} from '#events'
import { asAccountId, asBucketName, type BucketName, digest53, ownTextWith } from '#primitives'
import type { AccessLogRecord } from './access-log-record.ts'
import { hostFacts } from './host.ts'
import { parseRecordTime } from './record-time.ts'
import { categoryOfOperation, decodeKey, outcomeOfRequest } from './request.ts'
import { actorOfRequester } from './requester.ts'

type Draft = { -readonly [Name in keyof ActivityEvent]: ActivityEvent[Name] }

/** What an event says whatever the occasion was: the same for all lines that are alike. */
export interface Doing {
  readonly action: string
  /** With which most ids end. */
  readonly idEnding: string
  readonly category: ActivityEvent['category']
  readonly outcome: Outcome
  readonly actor: Actor
  /** Before any later stage has located it. */
  readonly network: Network
  readonly region: string
  readonly bucket: BucketName | undefined
  /** Of what is done where no version is asked for, see `requestIdentity`. */
  readonly salt: number
}

const noAccount = asAccountId('')

export function doingOf(record: AccessLogRecord): Doing {
  const host = hostFacts(record.host_header)
  const action = record.operation ?? ''
  const named = record.bucket ?? host.bucket ?? record.access_point_arn
  const bucket = named === null ? undefined : asBucketName(named)
  const outcome = outcomeOfRequest(record)
  return {
    action,
    idEnding: `/${action}`,
    category: categoryOfOperation(action, record.key),
    outcome,
    actor: actorOfRequester(record.requester, record.bucket_owner),
    network: networkOf(record.remote_ip),
    region: record.source_region ?? host.region ?? '',
    bucket,
    salt: saltOfDeed({ action, bucket, outcome, version: undefined }),
  }
}

/** One event of a record that names an operation. */
export function toEvent(record: AccessLogRecord, origin: Origin, doing = doingOf(record)): ActivityEvent {
  const { action } = doing
  const id = idOf(record, doing)
  const time = record.time === null ? undefined : parseRecordTime(record.time)
  const key = record.key === null ? undefined : decodeKey(record.key, record.request_uri)
  const event: Draft = {
    id,
    identity: identityOf(record, doing, { id, key, time }),
    time,
    log: 's3-access-log',
    service: 's3.amazonaws.com',
    action,
    category: doing.category,
    outcome: doing.outcome,
    actor: doing.actor,
    network: doing.network,
    account: noAccount,
    region: doing.region,
    origin,
    raw: record,
  }
  if (doing.bucket !== undefined) event.bucket = doing.bucket
  if (key !== undefined) event.key = key
  if (record.user_agent !== null) event.userAgent = record.user_agent
  if (record.error_code !== null) event.errorCode = record.error_code
  if (record.bytes_sent !== null) event.bytesOut = record.bytes_sent
  return event
}

/**
 * The lines of one DeleteObjects request share its request id, as may those of what a lifecycle rule does: key and
 * version tell them apart. The two lines of a copy differ in their operation.
 */
function idOf(record: AccessLogRecord, { action, idEnding }: Doing): string {
  const { request_id, key, version_id } = record
  if (request_id === null) return `-/${action}/${digest53(callOf(record)).toString(36)}`
  return ownTextWith(
    request_id,
    isOneOfMany(action) ? `${idEnding}/${digest53(`${key} ${version_id}`).toString(36)}` : idEnding,
  )
}

const isOneOfMany = (action: string): boolean => action.startsWith('BATCH.') || action.startsWith('S3.')

/**
 * That of the event with which CloudTrail tells of the same request. What S3 does by itself it does not tell. A made-up id stands for
 * many requests: there only lines that say the same are copies of one another.
 */
function identityOf(
  record: AccessLogRecord,
  { action, bucket, outcome, salt }: Doing,
  { id, key, time }: { readonly id: string; readonly key: string | undefined; readonly time: number | undefined },
): number {
  const { request_id, version_id } = record
  if (request_id === null || !isRequestId(request_id)) return digest53(`${id}\n${contentOf(record)}`)
  if (time === undefined || action.startsWith('S3.')) {
    return digest53(id, Math.floor((time ?? 0) / 1000) ^ (key === undefined ? 0 : digest53(key)))
  }
  const versionSalt = version_id === null ? salt : saltOfDeed({ action, bucket, outcome, version: version_id })
  return requestIdentity(requestDigest(request_id, key), versionSalt, time)
}

const callOf = (record: AccessLogRecord): string =>
  [record.time, record.remote_ip, record.requester, record.key, record.request_uri, record.user_agent].join(' ')

const contentOf = (record: AccessLogRecord): string =>
  [callOf(record), record.bucket, record.version_id, record.http_status, record.error_code, record.bytes_sent].join(' ')
