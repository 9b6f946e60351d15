import type { ActivityEvent, S3Facts } from '#events'
import { objectOf } from '#primitives'
import { readAcl } from './acl-grants.ts'
import { readLocation, readTask } from './datasync.ts'
import { readReplication } from './replication.ts'
import { readVersioning } from './versioning.ts'

const nothing: S3Facts = {}

/** What a call means for S3, read off its parameters; empty for calls that mean nothing here, and for access logs. */
export function readFacts(event: ActivityEvent): S3Facts {
  if (event.log !== 'cloudtrail') return nothing
  if (event.service === 'datasync.amazonaws.com') return readDataSyncFacts(event)
  return event.service.startsWith('s3') || event.service === '' ? readBucketFacts(event) : nothing
}

function readBucketFacts(event: ActivityEvent): S3Facts {
  const { action } = event
  switch (action) {
    case 'PutBucketAcl':
    case 'CreateBucket':
    case 'PutObjectAcl':
    case 'PutObject':
    case 'CopyObject':
    case 'CreateMultipartUpload': {
      const parameters = objectOf(event.raw.requestParameters)
      const acl = parameters && readAcl(action, parameters)
      return acl === undefined ? nothing : { acl }
    }
    case 'PutBucketVersioning': {
      const parameters = objectOf(event.raw.requestParameters)
      const versioning = parameters && readVersioning(parameters)
      return versioning === undefined ? nothing : { versioning }
    }
    case 'PutBucketReplication':
      return { replication: readReplication(objectOf(event.raw.requestParameters), event.account) }
    case 'DeleteBucket':
      return { bucketDeleted: true }
    default:
      return nothing
  }
}

function readDataSyncFacts(event: ActivityEvent): S3Facts {
  if (event.action === 'CreateTask' || event.action === 'UpdateTask') return { dataSyncTask: readTask(event) }
  if (!/^(?:Create|Update)Location/.test(event.action)) return nothing
  const dataSyncLocation = readLocation(event)
  return dataSyncLocation === undefined ? nothing : { dataSyncLocation }
}
