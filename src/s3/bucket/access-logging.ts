import type { AccessLoggingFact, ActivityEvent } from '#events'
import { filledTextOf, objectOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/**
 * Where PutBucketLogging sends access logs: a body without `LoggingEnabled` switches them off, a record without a body says nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html
 */
export function readAccessLogging(event: ActivityEvent): AccessLoggingFact {
  const body = memberAt(parametersOf(event), 'bucketloggingstatus')
  if (body === undefined) return {}
  const enabled = objectOf(memberAt(body, 'loggingenabled'))
  const targetBucket = filledTextOf(memberAt(enabled, 'targetbucket'))
  const targetPrefix = filledTextOf(memberAt(enabled, 'targetprefix'))
  return {
    enabled: enabled !== undefined,
    ...(targetBucket !== undefined && { targetBucket }),
    ...(targetPrefix !== undefined && { targetPrefix }),
  }
}
