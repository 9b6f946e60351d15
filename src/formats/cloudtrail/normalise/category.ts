import type { ActivityEvent } from '#events'
import { type JsonObject, textOf } from '#primitives'

/**
 * S3's object-level calls, for records from before `eventCategory` and `managementEvent`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
const dataActions = new Set([
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateMultipartUpload',
  'CreateSession',
  'DeleteObject',
  'DeleteObjectTagging',
  'DeleteObjects',
  'GetObject',
  'GetObjectAcl',
  'GetObjectAttributes',
  'GetObjectLegalHold',
  'GetObjectRetention',
  'GetObjectTagging',
  'GetObjectTorrent',
  'HeadBucket',
  'HeadObject',
  'ListMultipartUploads',
  'ListObjectVersions',
  'ListObjects',
  'ListObjectsV2',
  'ListParts',
  'PutObject',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectRetention',
  'PutObjectTagging',
  'RestoreObject',
  'SelectObjectContent',
  'UploadPart',
  'UploadPartCopy',
  'WriteGetObjectResponse',
])

/** Management, data or other (Insights, network activity), as the record says, else by what the call is. */
export function categoryOf(record: JsonObject, service: string, action: string): ActivityEvent['category'] {
  const category = record.eventCategory
  if (category === 'Data') return 'data'
  if (category === 'Management') return 'management'
  if (typeof category === 'string' && category !== '') return 'other'
  const isManagement = textOf(record.managementEvent)
  if (isManagement === 'true') return 'management'
  if (isManagement === 'false') return 'data'
  return service.startsWith('s3') && dataActions.has(action) ? 'data' : 'management'
}
