import { type JsonObject, textOf } from '#primitives'
import { type AccessLogRecord, type FieldName, fieldNames } from './access-log-record.ts'

const numeric = new Set<string>(['http_status', 'bytes_sent', 'object_size', 'total_time', 'turn_around_time'])

/** A name without case and separators: `http_status`, `httpStatus` and `httpstatus` are one. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Names that differ from a line's by more than case and separators. */
const otherNames: Readonly<Record<string, FieldName>> = {
  bucketowner: 'bucket_owner',
  bucketownerid: 'bucket_owner',
  bucketname: 'bucket',
  requesttime: 'time',
  requestdatetime: 'time',
  timestamp: 'time',
  requesterid: 'requester',
  keyname: 'key',
  requesturioperation: 'request_uri',
  httpstatuscode: 'http_status',
  totaltimems: 'total_time',
  turnaroundtimems: 'turn_around_time',
  turnaroundtime: 'turn_around_time',
  referrer: 'referer',
  sigv: 'signature_version',
  authtype: 'authentication_type',
  endpoint: 'host_header',
  tlsversion: 'tls_version',
  aclrequired: 'acl_required',
}

/**
 * Every spelling of a field: that of AWS's structured form (`http_status`, `bucket_name`), of the Athena table that
 * AWS documents (`httpstatus`, `bucketowner`, `requestdatetime`) and of pipelines that follow either.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/sal-cw-log-format.html
 */
const fieldByName = new Map<string, FieldName>([
  ...fieldNames.map(name => [bare(name), name] as const),
  ...Object.entries(otherNames),
])

export const fieldOf = (name: string): FieldName | undefined => fieldByName.get(bare(name))

/**
 * Reads a structured record into the names of a line; what it has beside them keeps its name. Undefined when it has
 * no operation, without which nothing can be said about it.
 */
export function recordOfObject(object: JsonObject): AccessLogRecord | undefined {
  const fields: Record<string, string | number | null> = {}
  for (const name of fieldNames) fields[name] = null
  for (const name in object) {
    const text = textOf(object[name])
    if (text === undefined) continue
    const field = fieldOf(name) ?? name
    const value = text === '-' || text === '' ? null : text
    fields[field] = value !== null && numeric.has(field) ? toNumber(value) : value
  }
  return fields.operation === null ? undefined : (fields as AccessLogRecord)
}

const toNumber = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
