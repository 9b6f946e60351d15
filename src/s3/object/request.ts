import type { ActivityEvent, RequestFact } from '#events'
import { filledTextOf, type JsonObject, type JsonValue, memberOf, objectOf } from '#primitives'
import { parametersOf } from '../member-at.ts'
import { numberOf } from '../scalars.ts'

/**
 * How a request recorded by CloudTrail was sent; undefined for a record that says nothing about it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
 */
export function readRequest(event: ActivityEvent): RequestFact | undefined {
  const { raw, network } = event
  const about = objectOf(raw.additionalEventData)
  if (about === undefined && raw.tlsDetails === undefined) return undefined
  const text = (name: string): string | undefined => about && filledTextOf(memberOf(about, name))
  const method = text('authenticationmethod')
  const signatureVersion = text('signatureversion')
  const secured = text('ciphersuite') !== undefined || objectOf(raw.tlsDetails) !== undefined
  // Records that count bytes are young enough to name the cipher; those of AWS's own calls name none.
  const tells = secured || text('bytestransferredin') !== undefined || text('bytestransferredout') !== undefined
  return factOf({
    method,
    signatureVersion,
    plainHttp: tells && (secured || network.ip !== undefined) ? !secured : undefined,
    query: method === 'QueryString' ? parametersOf(event) : {},
    event,
  })
}

/**
 * How a request recorded in an access log was sent. Lines that end before these fields, and those of S3's own doings, tell nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function readLineRequest(event: ActivityEvent): RequestFact | undefined {
  const { raw, network } = event
  if (network.ip === undefined || raw.cipher_suite === undefined) return undefined
  const method = stated(raw.authentication_type ?? raw.auth_type)
  return factOf({
    method,
    signatureVersion: stated(raw.signature_version),
    plainHttp: stated(raw.cipher_suite) === undefined && stated(raw.tls_version) === undefined,
    query: method === 'QueryString' ? queryOf(stated(raw.request_uri) ?? '') : {},
    event,
  })
}

const stated = (value: JsonValue | undefined): string | undefined => {
  const text = filledTextOf(value)
  return text === '-' ? undefined : text
}

function queryOf(requestLine: string): JsonObject {
  const query = /\?(\S*)/.exec(requestLine)?.[1]
  return query === undefined ? {} : Object.fromEntries(new URLSearchParams(query))
}

interface Sent {
  readonly method: string | undefined
  readonly signatureVersion: string | undefined
  readonly plainHttp: boolean | undefined
  readonly query: JsonObject
  readonly event: ActivityEvent
}

function factOf({ method, signatureVersion, plainHttp, query, event }: Sent): RequestFact {
  const byQuery = method === 'QueryString'
  const expiresSeconds = byQuery ? validity(query, event.time) : undefined
  return {
    ...(method !== undefined && { presigned: byQuery && !isConsole(event, query, expiresSeconds) }),
    ...(expiresSeconds !== undefined && { expiresSeconds }),
    ...(plainHttp !== undefined && { plainHttp }),
    ...(signatureVersion !== undefined && { signatureVersion }),
  }
}

/** Signature version 4 states a duration, version 2 the moment of the end in epoch seconds. */
function validity(query: JsonObject, time: number | undefined): number | undefined {
  const seconds = numberOf(memberOf(query, 'x-amz-expires'))
  if (seconds !== undefined) return seconds
  const end = numberOf(memberOf(query, 'expires'))
  return end === undefined || time === undefined ? undefined : Math.max(0, Math.round(end - time / 1000))
}

/** The S3 console shows and downloads objects by URLs that it signs for five minutes. */
function isConsole({ raw, userAgent = '' }: ActivityEvent, query: JsonObject, expires: number | undefined): boolean {
  if (userAgent.includes('S3Console')) return true
  if (expires === undefined || expires > 300) return false
  if (filledTextOf(raw.sessionCredentialFromConsole) === 'true') return true
  return userAgent.includes('Mozilla/') && memberOf(query, 'response-content-disposition') !== undefined
}
