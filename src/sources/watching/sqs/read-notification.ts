import { filledTextOf, isObject, type JsonObject, type JsonValue, listOf, objectOf, textOf } from '#primitives'
import type { ObjectPlace } from '../../log-file.ts'
import { keyParts } from '../../s3/key-parts.ts'
import { everyKey, leftOut } from '../../s3/key-scope.ts'

/** What a message says: objects to read, and what is none; or why it says nothing that can be understood. */
export type Notification =
  | { readonly kind: 'poison'; readonly reason: string }
  | { readonly kind: 'read'; readonly objects: readonly ToldObject[]; readonly ignored: readonly string[] }

export interface ToldObject {
  readonly place: ObjectPlace
  /** When it was written, epoch milliseconds; undefined when that is not told. */
  readonly written: number | undefined
}

/**
 * Reads the body of a message: from S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html),
 * the same through SNS, raw or in its envelope, from EventBridge
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html), or from CloudTrail through SNS
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html).
 */
export function readNotification(body: string): Notification {
  const message = parse(body)
  if (message === undefined) return poison('it is no JSON object')
  if (textOf(message['TopicArn']) === undefined) return readMessage(message)
  const type = textOf(message['Type'])
  if (type !== 'Notification') return ignored(`a ${type ?? 'message'} of SNS`)
  const inner = parse(textOf(message['Message']) ?? '')
  return inner === undefined ? poison('what SNS passed on is no JSON object') : readMessage(inner)
}

function readMessage(message: JsonObject): Notification {
  if (textOf(message['Event']) === 's3:TestEvent') return ignored('the test message of S3')
  if (message['Records'] !== undefined) return readRecords(listOf(message['Records']))
  const detail = objectOf(message['detail'])
  if (textOf(message['source']) === 'aws.s3' && detail) return readEvent(message, detail)
  if (textOf(message['s3Bucket']) !== undefined) return readTrailDelivery(message)
  return poison('it is of no kind that S3, EventBridge or CloudTrail sends')
}

function readRecords(records: readonly JsonValue[]): Notification {
  const parts = records.map((record): Notification => {
    const s3 = isObject(record) ? objectOf(record['s3']) : undefined
    if (!isObject(record) || !s3) return poison('one of its records is not of S3')
    const event = filledTextOf(record['eventName'])
    if (event === undefined) return poison('one of its records does not say what happened')
    const key = decoded(textOf(objectOf(s3['object'])?.['key']) ?? '')
    if (key === undefined) return poison('a key is not encoded as keys are')
    if (!event.startsWith('ObjectCreated:')) return ignored(`${event} of ${key}`)
    const region = textOf(record['awsRegion'])
    return readObject(objectOf(s3['bucket']), objectOf(s3['object']), {
      key,
      region,
      time: textOf(record['eventTime']),
    })
  })
  return joined(parts)
}

/** Keys are as they are in EventBridge, and encoded everywhere else. */
function readEvent(message: JsonObject, detail: JsonObject): Notification {
  const object = objectOf(detail['object'])
  const type = filledTextOf(message['detail-type'])
  if (type === undefined) return poison('it does not say what happened')
  const key = textOf(object?.['key']) ?? ''
  if (type !== 'Object Created') return ignored(`${type} of ${key}`)
  const region = textOf(message['region'])
  return readObject(objectOf(detail['bucket']), object, { key, region, time: textOf(message['time']) })
}

function readTrailDelivery(message: JsonObject): Notification {
  const bucket = { name: message['s3Bucket'] }
  const keys = listOf(message['s3ObjectKey']).flatMap(key => textOf(key) ?? [])
  return joined(keys.map(key => readObject(bucket, {}, { key, region: undefined, time: undefined })))
}

function readObject(
  bucket: JsonObject | undefined,
  object: JsonObject | undefined,
  told: { readonly key: string; readonly region: string | undefined; readonly time: string | undefined },
): Notification {
  const name = filledTextOf(bucket?.['name'])
  const { key, region } = told
  if (name === undefined || key === '') return poison('it names no object')
  const reason = key.endsWith('/') ? 'a folder' : leftOut(keyParts(key), everyKey)
  if (reason !== undefined) return ignored(`${key}: ${reason}`)
  const etag = textOf(object?.['eTag'] ?? object?.['etag'])?.replaceAll('"', '')
  const size = Number(textOf(object?.['size']))
  const written = Date.parse(told.time ?? '')
  const place: ObjectPlace = {
    bucket: name,
    key,
    ...(etag !== undefined && { etag: `"${etag}"` }),
    ...(Number.isSafeInteger(size) && { size }),
    ...(region !== undefined && { region }),
  }
  return { kind: 'read', objects: [{ place, written: Number.isNaN(written) ? undefined : written }], ignored: [] }
}

/** One record that cannot be understood spoils the message: what it tells of would be lost otherwise. */
function joined(parts: readonly Notification[]): Notification {
  const objects: ToldObject[] = []
  const others: string[] = []
  for (const part of parts) {
    if (part.kind === 'poison') return part
    objects.push(...part.objects)
    others.push(...part.ignored)
  }
  return parts.length === 0 ? poison('it has no records') : { kind: 'read', objects, ignored: others }
}

const poison = (reason: string): Notification => ({ kind: 'poison', reason })
const ignored = (reason: string): Notification => ({ kind: 'read', objects: [], ignored: [reason] })

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function decoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
