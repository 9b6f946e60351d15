/**
 * Names of IAM actions and of S3's API that CloudTrail never writes, with what it writes instead:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html and, for the actions of IAM,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const writtenAs: Readonly<Record<string, string>> = {
  BypassGovernanceRetention: 'DeleteObject',
  DeleteBucketLifecycleConfiguration: 'DeleteBucketLifecycle',
  DeleteObjectVersion: 'DeleteObject',
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetEncryptionConfiguration: 'GetBucketEncryption',
  GetInventoryConfiguration: 'GetBucketInventoryConfiguration',
  GetLifecycleConfiguration: 'GetBucketLifecycle',
  GetMetricsConfiguration: 'GetBucketMetricsConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetObjectVersion: 'GetObject',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  GetReplicationConfiguration: 'GetBucketReplication',
  ListAllMyBuckets: 'ListBuckets',
  ListBucket: 'ListObjects',
  ListBucketMultipartUploads: 'ListMultipartUploads',
  ListBucketVersions: 'ListObjectVersions',
  ListMultipartUploadParts: 'ListParts',
  ListObjectsV2: 'ListObjects',
  PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutEncryptionConfiguration: 'PutBucketEncryption',
  PutInventoryConfiguration: 'PutBucketInventoryConfiguration',
  PutLifecycleConfiguration: 'PutBucketLifecycle',
  PutMetricsConfiguration: 'PutBucketMetricsConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  PutReplicationConfiguration: 'PutBucketReplication',
  ReplicateDelete: 'DeleteObject',
  ReplicateObject: 'PutObject',
}

/** Names that another service does write, so that only a rule for S3 can be wrong about them. */
const ofOthers: ReadonlySet<string> = new Set(['putlifecycleconfiguration', 'putreplicationconfiguration'])

const byName = new Map(Object.entries(writtenAs).map(([name, written]) => [name.toLowerCase(), written]))

/** What CloudTrail writes for a call of S3 that a rule names otherwise; undefined for a name that may well occur. */
export function writtenName(name: string, isForS3: boolean): string | undefined {
  const lower = name.toLowerCase()
  return !isForS3 && ofOthers.has(lower) ? undefined : byName.get(lower)
}
