/** S3's error codes with its own sentences. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const messages = {
  AccessDenied: 'Access Denied',
  BucketNotEmpty: 'The bucket you tried to delete is not empty',
  NoSuchBucket: 'The specified bucket does not exist',
  NoSuchKey: 'The specified key does not exist.',
  NoSuchBucketPolicy: 'The bucket policy does not exist',
  NoSuchLifecycleConfiguration: 'The lifecycle configuration does not exist',
  NoSuchCORSConfiguration: 'The CORS configuration does not exist',
  NoSuchWebsiteConfiguration: 'The specified bucket does not have a website configuration',
  NoSuchTagSet: 'The TagSet does not exist',
  NoSuchPublicAccessBlockConfiguration: 'The public access block configuration was not found',
  ReplicationConfigurationNotFoundError: 'The replication configuration was not found',
  ObjectLockConfigurationNotFoundError: 'Object Lock configuration does not exist for this bucket',
} as const

export type S3ErrorCode = keyof typeof messages

export const s3Error = (code: S3ErrorCode): { code: string; message: string } => ({ code, message: messages[code] })

/** What S3 answers for a setting that a bucket has not: no refusal, though CloudTrail records an errorCode. */
export const missingSettings: Readonly<Record<string, S3ErrorCode>> = {
  GetBucketPolicy: 'NoSuchBucketPolicy',
  GetBucketLifecycle: 'NoSuchLifecycleConfiguration',
  GetBucketCors: 'NoSuchCORSConfiguration',
  GetBucketWebsite: 'NoSuchWebsiteConfiguration',
  GetBucketTagging: 'NoSuchTagSet',
  GetBucketReplication: 'ReplicationConfigurationNotFoundError',
  GetBucketObjectLockConfiguration: 'ObjectLockConfigurationNotFoundError',
}
