import type { S3Facts } from '../../facts/index.ts'
import type { FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { bodyField, factField, known } from './fact-field.ts'

const notification = bodyField('notification', 'NotificationConfiguration', ...accountPaths)
const targetsOf = (facts: S3Facts) => facts.notification?.configuration

export const notificationFields: FieldGroup = {
  title: 'Event notifications',
  about: 'Where `PutBucketNotification` sends the events of a bucket.',
  fields: [
    notification('targets[]', 'string', 'ARNs of functions, queues and topics.', facts =>
      known(targetsOf(facts)?.arns),
    ),
    notification('accounts[]', 'string', 'The accounts of the targets, other than the record’s own.', facts =>
      known(targetsOf(facts)?.accounts),
    ),
    notification('emptied', 'boolean', 'Nobody is notified any longer.', facts => {
      const targets = targetsOf(facts)
      return targets === undefined ? undefined : targets.arns.length === 0 && !targets.eventBridge
    }),
    notification('event_bridge', 'boolean', 'Events go to EventBridge.', facts => targetsOf(facts)?.eventBridge),
  ],
}

const exported = factField('export', 'the parameters of the call', [
  ...parameterPaths(
    'InventoryConfiguration',
    'AnalyticsConfiguration',
    'StorageLensConfiguration',
    'PutStorageLensConfigurationRequest',
    'MetadataTableConfiguration',
    'S3BucketName',
    'S3Bucket',
    'S3BucketOwner',
    'Bucket',
    'ExportToS3Task',
    'ExportToS3',
    'S3ExportLocation',
    'CreateStoreImageTaskRequest',
    'CreateInstanceExportTaskRequest',
    'ExportImageRequest',
    'CreateFlowLogsRequest',
    'LogDestination',
    'Destination',
  ),
  ...accountPaths,
])

export const exportFields: FieldGroup = {
  title: 'Exports',
  about:
    'Data, or lists of it, that a service is told to deliver to a bucket: inventories, analytics, Storage Lens, metadata tables, RDS snapshots, DynamoDB tables, images and instances.',
  fields: [
    exported(
      'kind',
      'string',
      '`inventory`, `analytics`, `storage-lens`, `metadata-table`, `rds-snapshot`, `dynamodb-table`, `ami`, `instance`, `image`, `flow-logs` or `log-group`.',
      facts => facts.export?.kind,
    ),
    exported('destination_bucket', 'string', 'The bucket it goes to.', facts => facts.export?.destinationBucket),
    exported(
      'destination_account',
      'string',
      'The owner of that bucket, as the call states it.',
      facts => facts.export?.destinationAccount,
    ),
    exported('accounts[]', 'string', 'Stated owners other than the record’s account.', facts =>
      known(facts.export?.accounts),
    ),
  ],
}
