import type { ActivityEvent, S3Facts } from '#events'
import { bucketCalls } from './bucket-calls.ts'
import { readDataSyncFacts } from './datasync.ts'

const nothing: S3Facts = {}

/** What a call means for S3, read off its parameters; empty for calls that mean nothing here. */
export function readFacts(event: ActivityEvent): S3Facts {
  if (event.log !== 'cloudtrail') return nothing
  if (event.service.startsWith('s3') || event.service === '') return bucketCalls.get(event.action)?.(event) ?? nothing
  switch (event.service) {
    case 'datasync.amazonaws.com':
      return readDataSyncFacts(event) ?? nothing
    default:
      return nothing
  }
}
