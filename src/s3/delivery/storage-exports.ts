import type { ActivityEvent, ExportFact } from '#events'
import type { JsonValue } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { exportTo } from './export-to.ts'

/**
 * Lists and measures of a bucket that S3 is told to deliver to another. No real record was at hand: the bodies are taken from
 * the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutStorageLensConfiguration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataTableConfiguration.html
 */
export function readStorageExport(event: ActivityEvent): ExportFact | undefined {
  const parameters = parametersOf(event)
  switch (event.action) {
    case 'PutBucketInventoryConfiguration':
      return toBucket(event, 'inventory', memberAt(parameters, 'inventoryconfiguration', 'destination'))
    case 'PutBucketAnalyticsConfiguration': {
      const analysis = memberAt(parameters, 'analyticsconfiguration', 'storageclassanalysis')
      const target = memberAt(analysis, 'dataexport', 'destination')
      return target === undefined ? undefined : toBucket(event, 'analytics', target)
    }
    case 'PutStorageLensConfiguration': {
      const lens =
        memberAt(parameters, 'storagelensconfiguration') ??
        memberAt(parameters, 'putstoragelensconfigurationrequest', 'storagelensconfiguration')
      const target = memberAt(lens, 'dataexport')
      return target === undefined ? undefined : toBucket(event, 'storage-lens', target)
    }
    case 'CreateBucketMetadataConfiguration':
    case 'CreateBucketMetadataTableConfiguration': {
      const table = memberAt(parameters, 'metadatatableconfiguration', 's3tablesdestination', 'tablebucketarn')
      return exportTo(event, 'metadata-table', table, undefined)
    }
    default:
      return undefined
  }
}

function toBucket(event: ActivityEvent, kind: ExportFact['kind'], destination: JsonValue | undefined): ExportFact {
  const target = memberAt(destination, 's3bucketdestination') ?? destination
  const bucket = memberAt(target, 'bucket') ?? memberAt(target, 'arn')
  return exportTo(event, kind, bucket, memberAt(target, 'accountid') ?? memberAt(target, 'bucketaccountid'))
}
