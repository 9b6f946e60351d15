/**
 * Names of S3's API and of its IAM actions that CloudTrail never writes as an `eventName`, and what it writes in their place. Rules
 * that match them stay silent for ever. Names that differ in letter case only (`PutBucketCORS`) are none of them: Sigma has no letter
 * case.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const neverWritten: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BypassGovernanceRetention: 'DeleteObject',
    DeleteBucketLifecycleConfiguration: 'DeleteBucketLifecycle',
    DeleteObjectVersion: 'DeleteObject',
    DeleteObjectVersionTagging: 'DeleteObjectTagging',
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
    GetAnalyticsConfiguration: 'GetBucketAnalyticsConfiguration',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
    GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
    GetEncryptionConfiguration: 'GetBucketEncryption',
    GetIntelligentTieringConfiguration: 'GetBucketIntelligentTieringConfiguration',
    GetInventoryConfiguration: 'GetBucketInventoryConfiguration',
    GetLifecycleConfiguration: 'GetBucketLifecycle',
    GetMetricsConfiguration: 'GetBucketMetricsConfiguration',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetObjectVersion: 'GetObject',
    GetObjectVersionAcl: 'GetObjectAcl',
    GetObjectVersionTagging: 'GetObjectTagging',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    GetReplicationConfiguration: 'GetBucketReplication',
    InitiateMultipartUpload: 'CreateMultipartUpload',
    ListAllMyBuckets: 'ListBuckets',
    ListBucket: 'ListObjects',
    ListBucketMultipartUploads: 'ListMultipartUploads',
    ListBucketVersions: 'ListObjectVersions',
    ListMultipartUploadParts: 'ListParts',
    ListObjectsV2: 'ListObjects',
    PutAnalyticsConfiguration: 'PutBucketAnalyticsConfiguration',
    PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
    PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutEncryptionConfiguration: 'PutBucketEncryption',
    PutIntelligentTieringConfiguration: 'PutBucketIntelligentTieringConfiguration',
    PutInventoryConfiguration: 'PutBucketInventoryConfiguration',
    PutLifecycleConfiguration: 'PutBucketLifecycle',
    PutMetricsConfiguration: 'PutBucketMetricsConfiguration',
    PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
    PutObjectVersionAcl: 'PutObjectAcl',
    PutObjectVersionTagging: 'PutObjectTagging',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    PutReplicationConfiguration: 'PutBucketReplication',
    ReplicateDelete: 'DeleteObject',
    ReplicateObject: 'PutObject',
  }),
)
