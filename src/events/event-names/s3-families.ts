import { listed } from './listed.ts'

/**
 * `ListAllMyDirectoryBuckets` is what the page calls the listing of directory buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-one-zone-logging.html
 */
export const directoryBucketEvents = listed(`
  AbortMultipartUpload CompleteMultipartUpload CopyObject CreateAccessPoint CreateBucket CreateMultipartUpload
  CreateSession DeleteAccessPoint DeleteAccessPointPolicy DeleteAccessPointScope DeleteBucket DeleteBucketEncryption
  DeleteBucketInventoryConfiguration DeleteBucketLifecycle DeleteBucketMetricsConfiguration DeleteBucketPolicy
  DeleteObject DeleteObjects GetAccessPoint GetAccessPointPolicy GetAccessPointScope GetBucketEncryption
  GetBucketInventoryConfiguration GetBucketLifecycle GetBucketMetricsConfiguration GetBucketPolicy GetObject
  GetObjectAttributes HeadBucket HeadObject ListAccessPointsForDirectoryBuckets ListAllMyDirectoryBuckets
  ListBucketInventoryConfigurations ListBucketMetricsConfigurations ListDirectoryBuckets ListMultipartUploads
  ListObjects ListParts ListTagsForResource PutAccessPointPolicy PutAccessPointScope
  PutBucketEncryption PutBucketInventoryConfiguration PutBucketLifecycle PutBucketMetricsConfiguration
  PutBucketPolicy PutObject RenameObject TagResource UntagResource UploadPart UploadPartCopy
`)

/** https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsCloudtrail.html */
export const outpostEvents = listed(`
  AbortMultipartUpload CompleteMultipartUpload CopyObject CreateAccessPoint CreateBucket CreateEndpoint
  CreateMultipartUpload DeleteAccessPoint DeleteAccessPointPolicy DeleteBucket DeleteBucketLifecycle
  DeleteBucketLifecycleConfiguration DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging DeleteEndpoint
  DeleteObject DeleteObjectTagging DeleteObjects GetAccessPoint GetAccessPointPolicy GetBucket GetBucketLifecycle
  GetBucketPolicy GetBucketReplication GetBucketTagging GetBucketVersioning GetObject GetObjectTagging HeadBucket
  HeadObject ListAccessPoints ListEndpoints ListMultipartUploads ListObjectVersions ListObjects
  ListOutpostsWithS3 ListParts ListRegionalBuckets ListSharedEndpoints PutAccessPointPolicy PutBucketLifecycle
  PutBucketPolicy PutBucketReplication PutBucketTagging PutBucketVersioning PutObject PutObjectTagging UploadPart
  UploadPartCopy
`)

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
export const objectLambdaEvents = listed(`
  AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject DeleteObjectTagging
  DeleteObjects GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTagging HeadBucket HeadObject
  ListMultipartUploads ListObjectVersions ListObjects ListParts PutObject PutObjectAcl PutObjectLegalHold
  PutObjectRetention PutObjectTagging RestoreObject UploadPart WriteGetObjectResponse
`)

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-logging.html */
export const tableEvents = listed(`
  CompleteTableMigration CreateNamespace CreateTable CreateTableBucket DeleteNamespace DeleteTable DeleteTableBucket
  DeleteTableBucketEncryption DeleteTableBucketMetricsConfiguration DeleteTableBucketPolicy
  DeleteTableBucketReplication DeleteTablePolicy DeleteTableReplication GetNamespace GetTable GetTableBucket
  GetTableBucketEncryption GetTableBucketLogging GetTableBucketMaintenanceConfiguration
  GetTableBucketMetricsConfiguration GetTableBucketPolicy GetTableBucketReplication GetTableBucketStorageClass
  GetTableData GetTableEncryption GetTableMaintenanceConfiguration GetTableMaintenanceJobStatus GetTableMetadata
  GetTableMetadataLocation GetTableMigration GetTablePolicy GetTableRecordExpirationConfiguration
  GetTableRecordExpirationJobStatus GetTableReplication GetTableReplicationStatus GetTableStorageClass
  ListNamespaces ListTableBuckets ListTableMigrations ListTables ListTagsForResource PutTableBucketEncryption
  PutTableBucketLogging PutTableBucketMaintenanceConfiguration PutTableBucketMetricsConfiguration
  PutTableBucketPolicy PutTableBucketReplication PutTableBucketStorageClass PutTableData
  PutTableMaintenanceConfiguration PutTablePolicy PutTableRecordExpirationConfiguration PutTableReplication
  RenameTable StartTableMigration SyncTableMigration TagResource UntagResource UpdateTable
  UpdateTableMetadataLocation UpdateTableMigration
`)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html */
export const vectorEvents = listed(`
  CreateIndex CreateVectorBucket DeleteIndex DeleteVectorBucket DeleteVectorBucketPolicy DeleteVectors GetIndex
  GetVectorBucket GetVectorBucketPolicy GetVectors ListIndexes ListTagsForResource ListVectorBuckets ListVectors
  PutVectorBucketDefaultIndexMode PutVectorBucketPolicy PutVectors QueryVectors TagResource UntagResource
  UpdateIndexMode UpdateMetadataConfiguration
`)
