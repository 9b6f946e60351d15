import type { ActivityEvent, Outcome } from '#events'
import { outcomeOf } from '../cloudtrail/normalise/outcome.ts'
import type { AccessLogRecord } from './access-log-record.ts'

/**
 * What became of the request. 304 is an access: the caller may read the object and has it already. Without a status,
 * what S3 did by itself (lifecycle) has been done; of anything else that is not known, and never called a success.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function outcomeOfRequest(record: AccessLogRecord): Outcome {
  const { http_status: status, error_code: code, operation } = record
  if (status === 304) return 'success'
  if (code !== null) {
    // A copy may answer 200 and fail later: then only the code tells.
    const outcome = outcomeOf(code)
    return outcome === 'success' && status !== null && status >= 300 ? ofStatus(status) : outcome
  }
  if (status === null) return operation?.startsWith('S3.') ? 'success' : 'failed'
  return ofStatus(status)
}

/** A refused HEAD request may come without an error code. */
function ofStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return 'success'
  return status === 401 || status === 403 ? 'denied' : 'failed'
}

/** Of requests without a key, those that CloudTrail counts as data events. */
const dataResources = new Set(['OBJECT', 'MULTI_OBJECT_DELETE', 'UPLOADS', 'BUCKETVERSIONS', 'PREFLIGHT'])

/**
 * Data for what is done to objects or lists them, management for the configuration of buckets, as CloudTrail divides
 * its events.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function categoryOfOperation(operation: string, key: string | null): ActivityEvent['category'] {
  if (key !== null || operation.startsWith('S3.') || operation.startsWith('BATCH.')) return 'data'
  const [interface_ = '', method = '', resource = ''] = operation.split('.')
  if (interface_ === 'SOAP') return method.includes('Object') || method === 'ListBucket' ? 'data' : 'management'
  if (resource === 'BUCKET') return method === 'GET' || method === 'HEAD' ? 'data' : 'management'
  return dataResources.has(resource) ? 'data' : 'management'
}

/**
 * The key in clear. S3 form-encodes keys for the log (a space becomes `+`), and logs a key that was part of a URL as it
 * stood there, encoded once more: `a b` requested as `/a%20b` is logged as `a%2520b`. A second layer is only taken off
 * where the request-URI proves it. What is not a valid encoding stays as it is.
 */
export function decodeKey(key: string, requestUri: string | null): string {
  if (!key.includes('%') && !key.includes('+')) return key
  const once = percentDecoded(key.replaceAll('+', ' '))
  return requestUri !== null && once.includes('%') && requestUri.includes(once) ? percentDecoded(once) : once
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
