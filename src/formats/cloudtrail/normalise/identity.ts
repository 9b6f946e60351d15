import { type ActivityEvent, isRequestId, requestDigest, requestIdentity, saltOfDeed } from '#events'
import { digest53, isObject, type JsonObject, stableId, textOf } from '#primitives'

/** The name of a record and the number by which copies of it are known. */
export interface EventIdentity {
  readonly id: string
  readonly identity: number
  /** The id was made by AWS, and stands for the record. */
  readonly isGenuine: boolean
}

/**
 * AWS gives every event a GUID, so a GUID alone identifies it. Samples and redacted logs reuse ids such as `1111`, so
 * with any other id, or none, the content counts too: only equal records are copies of one another.
 */
export function identityOf(record: JsonObject): EventIdentity {
  const id = textOf(record.eventID) ?? ''
  const identity = digestOfGuid(id)
  if (identity !== undefined) return { id, identity, isGenuine: true }
  const content = JSON.stringify(record, sortMembers)
  const name = id === '' ? stableId([content], 32) : id
  return { id: name, identity: digest53(`${id}\n${content}`), isGenuine: false }
}

/** The identity that a line of an access log has that tells of the same request; undefined for a call of another service, and without a time or a request id of S3. */
export function identityOfRequest(event: ActivityEvent): number | undefined {
  const salt = requestSalt(event)
  const id = textOf(event.raw.requestID) ?? ''
  return salt === undefined || event.time === undefined || !isRequestId(id)
    ? undefined
    : requestIdentity(requestDigest(id, event.key), salt, event.time)
}

/** The same for all records that are alike, see `requestIdentity`; undefined for a call of another service. */
export function requestSalt({ service, action, bucket, outcome, raw }: ActivityEvent): number | undefined {
  if (service !== '' && !service.startsWith('s3')) return undefined
  const version = isObject(raw.requestParameters) ? textOf(raw.requestParameters.versionId) : undefined
  return saltOfDeed({ action, bucket, outcome, version })
}

/** The order of members means nothing in JSON, and tools that pass records on change it. */
function sortMembers(_name: string, value: unknown): unknown {
  if (!isObject(value)) return value
  const sorted: Record<string, unknown> = {}
  for (const name of Object.keys(value).sort()) sorted[name] = value[name]
  return sorted
}

export const isGuid = (text: string): boolean => digestOfGuid(text) !== undefined

/**
 * The first 21 and the last 32 bits of a GUID, which are random in those that AWS makes. Undefined for any text that
 * has not the form of RFC 9562, including its variant bits, which made-up ids like `12345678-1234-1234-1234-...` lack.
 */
function digestOfGuid(text: string): number | undefined {
  if (text.length !== 36) return undefined
  const variant = text.charCodeAt(19) | 32
  if (variant !== 56 && variant !== 57 && variant !== 97 && variant !== 98) return undefined
  let high = 0
  let low = 0
  for (let index = 0; index < 36; index++) {
    const code = text.charCodeAt(index)
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== 45) return undefined
      continue
    }
    const digit = digitOf(code)
    if (digit < 0) return undefined
    if (index < 6) high = (high << 4) | digit
    low = (low << 4) | digit
  }
  return (high >>> 3) * 4294967296 + (low >>> 0)
}

/** The value of a hexadecimal digit; negative for any other character. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
