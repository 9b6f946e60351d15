import type { FieldGroup } from '../field.ts'
import { type RawName, recordField } from './raw-field.ts'

/**
 * The members of open objects that S3's and DataSync's calls are known to have. Any other member may be named too;
 * this list is what misspelt names are compared with.
 */
const open: readonly RawName[] = [
  ['requestParameters.bucketName', 'string', 'The bucket, by name, ARN or access point.'],
  ['requestParameters.key', 'string', 'The object’s key.'],
  ['requestParameters.prefix', 'string', 'The prefix that was listed.'],
  ['requestParameters.versionId', 'string', 'The object version.'],
  ['requestParameters.Host', 'string', 'The host name that was called; `host` in older records.'],
  ['requestParameters.x-amz-acl', 'string', 'Canned ACL.'],
  ['requestParameters.x-amz-copy-source', 'string', 'What was copied.'],
  ['requestParameters.x-amz-object-ownership', 'string', 'Object ownership of a new bucket.'],
  ['requestParameters.x-amz-server-side-encryption', 'string', 'Encryption asked for.'],
  ['requestParameters.x-amz-server-side-encryption-aws-kms-key-id', 'string', 'KMS key asked for.'],
  [
    'requestParameters.x-amz-server-side-encryption-customer-algorithm',
    'string',
    'Encryption with the caller’s own key.',
  ],
  ['requestParameters.x-amz-bypass-governance-retention', 'string', 'The retention was bypassed.'],
  ...['read', 'read-acp', 'write', 'write-acp', 'full-control'].map(
    (permission): RawName => [
      `requestParameters.accessControlList.x-amz-grant-${permission}`,
      'string',
      `Grantees of \`${permission}\`.`,
    ],
  ),
  ['requestParameters.AccessControlPolicy.AccessControlList.Grant[].Permission', 'string', 'Permission of each grant.'],
  ['requestParameters.AccessControlPolicy.AccessControlList.Grant[].Grantee.URI', 'string', 'Group of each grant.'],
  [
    'requestParameters.AccessControlPolicy.AccessControlList.Grant[].Grantee.ID',
    'string',
    'Canonical id of each grant.',
  ],
  ['requestParameters.AccessControlPolicy.Owner.ID', 'string', 'Owner in an ACL.'],
  ['requestParameters.VersioningConfiguration.Status', 'string', '`Enabled` or `Suspended`.'],
  ['requestParameters.VersioningConfiguration.MfaDelete', 'string', '`Enabled` or `Disabled`.'],
  ['requestParameters.ReplicationConfiguration.Role', 'string', 'The role that copies.'],
  ['requestParameters.ReplicationConfiguration.Rule[].ID', 'string', 'Id of each rule.'],
  ['requestParameters.ReplicationConfiguration.Rule[].Status', 'string', '`Enabled` or `Disabled`.'],
  ['requestParameters.ReplicationConfiguration.Rule[].Destination.Bucket', 'string', 'ARN of each destination.'],
  [
    'requestParameters.ReplicationConfiguration.Rule[].Destination.Account',
    'string',
    'Stated owner of each destination.',
  ],
  ['requestParameters.bucketPolicy', 'object', 'The bucket policy, as JSON text.'],
  ['requestParameters.bucketPolicy.Statement[].Effect', 'string', '`Allow` or `Deny`.'],
  ['requestParameters.bucketPolicy.Statement[].Principal', 'string', 'Who each statement is about.'],
  ['requestParameters.bucketPolicy.Statement[].Principal.AWS', 'string', 'The AWS principals of each statement.'],
  ['requestParameters.bucketPolicy.Statement[].Action', 'string', 'The actions of each statement.'],
  ['requestParameters.bucketPolicy.Statement[].Resource', 'string', 'The resources of each statement.'],
  ...['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map(
    (flag): RawName => [
      `requestParameters.PublicAccessBlockConfiguration.${flag}`,
      'boolean',
      `Block Public Access: \`${flag}\`.`,
    ],
  ),
  ['requestParameters.LifecycleConfiguration.Rule[].ID', 'string', 'Id of each lifecycle rule.'],
  ['requestParameters.LifecycleConfiguration.Rule[].Status', 'string', '`Enabled` or `Disabled`.'],
  ['requestParameters.LifecycleConfiguration.Rule[].Expiration.Days', 'number', 'Days until objects expire.'],
  [
    'requestParameters.LifecycleConfiguration.Rule[].NoncurrentVersionExpiration.NoncurrentDays',
    'number',
    'Days until old versions expire.',
  ],
  ['requestParameters.BucketLoggingStatus', 'object', 'Access logging, as JSON text.'],
  ['requestParameters.BucketLoggingStatus.LoggingEnabled.TargetBucket', 'string', 'Where access logs go.'],
  ['requestParameters.BucketLoggingStatus.LoggingEnabled.TargetPrefix', 'string', 'Prefix of the access logs.'],
  ['requestParameters.sourceLocationArn', 'string', 'DataSync: where a task reads.'],
  ['requestParameters.destinationLocationArn', 'string', 'DataSync: where a task writes.'],
  ['requestParameters.taskArn', 'string', 'DataSync: the task.'],
  ['requestParameters.s3BucketArn', 'string', 'DataSync: the bucket of a location.'],
  ['requestParameters.s3Config.bucketAccessRoleArn', 'string', 'DataSync: the role that reaches the bucket.'],
  ['requestParameters.serverHostname', 'string', 'DataSync: the server of a location.'],
  ['responseElements.taskArn', 'string', 'DataSync: the new task.'],
  ['responseElements.locationArn', 'string', 'DataSync: the new location.'],
  ['responseElements.x-amz-version-id', 'string', 'The version that was made.'],
  ['additionalEventData.bytesTransferredIn', 'number', 'Bytes received.'],
  ['additionalEventData.bytesTransferredOut', 'number', 'Bytes sent.'],
  ['additionalEventData.AuthenticationMethod', 'string', '`AuthHeader` or `QueryString` (presigned).'],
  ['additionalEventData.SignatureVersion', 'string', '`SigV2` or `SigV4`.'],
  ['additionalEventData.CipherSuite', 'string', 'TLS cipher; absent for plain HTTP.'],
  ['additionalEventData.SSEApplied', 'string', 'The encryption that was applied.'],
  ['additionalEventData.aclRequired', 'string', '`Yes` when an ACL was needed to allow the request.'],
  ['serviceEventDetails.jobId', 'string', 'S3 Batch Operations job.'],
  ['serviceEventDetails.status', 'string', 'Status of that job.'],
]

/** Any path below one of these may be named in a rule. */
export const openObjects = [
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'addendum',
  'eventContext',
  'insightDetails',
  'edgeDeviceDetails',
  'userIdentity.sessionContext.webIdFederationData',
] as const

export const parameterFields: FieldGroup = {
  title: 'CloudTrail parameters of S3 and DataSync',
  about: `Any member of ${openObjects.map(name => `\`${name}\``).join(', ')} may be named; these are the ones most used.`,
  fields: open.map(recordField),
}
