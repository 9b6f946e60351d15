import { cloudTrailEventNames, neverWritten } from '#events'
import { filledTextOf, isObject, type JsonObject } from '#primitives'

const s3 = 's3.amazonaws.com'

/** Where S3's calls on an account go, and what CloudTrail writes of them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
const control = 's3-control.amazonaws.com'

const names = cloudTrailEventNames.get(s3) ?? new Set()

/** Whether a call may be one of S3's that CloudTrail spells otherwise: then the whole record tells. */
export const isSpelledOtherwise = (source: string, name: string): boolean =>
  source === '' || source === control || (source === s3 && neverWritten.has(name))

/** The record with its call as CloudTrail spells it, and how that was spelled; undefined where it is spelled so. */
export function respellCall(record: JsonObject): { record: JsonObject; spelling: string } | undefined {
  const source = filledTextOf(record.eventSource) ?? ''
  const name = filledTextOf(record.eventName) ?? ''
  if (!isSpelledOtherwise(source, name)) return undefined
  const eventName = nameWritten(record, name)
  if (!names.has(eventName) || (source === '' && !namesBucket(record))) return undefined
  const spelling =
    eventName === name ? `${name} of ${source === '' ? 'no eventSource' : source}` : `${name} for ${eventName}`
  return { record: { ...record, eventSource: s3, eventName }, spelling }
}

/** The API calls the settings of a bucket and of an account by one name. */
function nameWritten(record: JsonObject, name: string): string {
  const written = neverWritten.get(name) ?? name
  return written.endsWith('BucketPublicAccessBlock') && !namesBucket(record)
    ? written.replace('Bucket', 'Account')
    : written
}

const namesBucket = ({ requestParameters }: JsonObject): boolean =>
  isObject(requestParameters) && filledTextOf(requestParameters.bucketName) !== undefined
