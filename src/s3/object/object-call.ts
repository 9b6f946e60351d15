import type { ActivityEvent, ObjectFact } from '#events'
import { filledTextOf, type JsonValue, memberOf, objectOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { isTrue, ownerInArn } from '../scalars.ts'

const customerKey = 'x-amz-server-side-encryption-customer-algorithm'
const kmsKeyHeader = 'x-amz-server-side-encryption-aws-kms-key-id'

/**
 * What a call on an object says beyond bucket and key, in the headers of the request or the answer, or in what S3 adds of its own
 * doing: `"SSEApplied": "SSE_C"`. The body of
 * UpdateObjectEncryption is taken from the API, for want of a real record.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html
 */
export function readObjectCall(event: ActivityEvent): ObjectFact {
  const parameters = parametersOf(event)
  const answer = objectOf(event.raw.responseElements) ?? {}
  const header = (name: string): string | undefined =>
    filledTextOf(memberOf(parameters, name)) ?? filledTextOf(memberOf(answer, name))
  const applied = filledTextOf(memberAt(event.raw, 'additionaleventdata', 'sseapplied'))
  const sseC = header(customerKey) !== undefined || /^sse[_-]?c$/i.test(applied ?? '')
  const kmsKey = header(kmsKeyHeader) ?? newKeyIn(memberOf(parameters, 'objectencryption'))
  const versionId = filledTextOf(memberOf(parameters, 'versionid'))
  const bypassGovernance = isTrue(memberOf(parameters, 'x-amz-bypass-governance-retention'))
  const kmsAccount = ownerInArn(kmsKey)
  return {
    sseC,
    ...(kmsKey !== undefined && { kmsKey }),
    ...(kmsAccount !== undefined && { kmsAccount }),
    ...(versionId !== undefined && { versionId }),
    bypassGovernance,
  }
}

const newKeyIn = (body: JsonValue | undefined): string | undefined =>
  filledTextOf(memberAt(body, 'ssekms', 'kmskeyarn')) ?? filledTextOf(memberAt(body, 'sse-kms', 'kmskeyarn'))

/** A line of an access log tells of the version only. */
export function readObjectLine({ raw }: ActivityEvent): ObjectFact | undefined {
  const versionId = filledTextOf(raw.version_id)
  return versionId === undefined || versionId === '-' ? undefined : { versionId }
}
