import type { AccountId, BucketName } from '#primitives'

/**
 * What a call means for S3, read off its parameters once per event by the `s3` stage. Each member is there
 * only when the call says something about it, so a detection asks for meaning, never for a spelling.
 */
export interface S3Facts {
  readonly acl?: AclFact
  readonly versioning?: VersioningFact
  readonly replication?: ReplicationFact
  readonly dataSyncLocation?: DataSyncLocationFact
  readonly dataSyncTask?: DataSyncTaskFact
  readonly bucketDeleted?: boolean
}

export type AclPermission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL'

export interface AclGrant {
  readonly permission: AclPermission
  /** Group URI, canonical id, or e-mail address, as granted. */
  readonly grantee: string
  readonly granteeKind: 'all-users' | 'authenticated-users' | 'log-delivery' | 'canonical-user' | 'email' | 'group'
  /** Where the grant was written. */
  readonly form: 'body' | 'canned' | 'header'
}

export interface AclFact {
  /** `bucket` for PutBucketAcl and CreateBucket, else `object`. */
  readonly target: 'bucket' | 'object'
  /** The canned ACL named, e.g. `public-read`. */
  readonly canned?: string
  readonly grants: readonly AclGrant[]
  /** The grants to everyone or to any AWS account: AWS's meaning of a public ACL. */
  readonly publicGrants: readonly AclGrant[]
}

export interface VersioningFact {
  readonly status?: string
  /** New object versions are no longer kept. */
  readonly suspended: boolean
  readonly mfaDelete?: string
  readonly mfaDeleteDisabled: boolean
}

export interface ReplicationRule {
  readonly id?: string
  readonly enabled: boolean
  readonly destinationBucket?: BucketName
  /** As the rule states it; absent where the rule keeps ownership with the source account. */
  readonly destinationAccount?: AccountId
}

export interface ReplicationFact {
  readonly role?: string
  readonly rules: readonly ReplicationRule[]
  /** Some destination is stated to be, or its role belongs to, an account other than the event's. */
  readonly foreignAccounts: readonly AccountId[]
}

export interface DataSyncLocationFact {
  readonly locationArn: string
  readonly account?: AccountId
  readonly kind: 's3' | 'nfs' | 'smb' | 'efs' | 'fsx' | 'hdfs' | 'object-storage' | 'azure-blob' | 'other'
  readonly bucket?: BucketName
  readonly bucketAccessRole?: string
  readonly serverHostname?: string
}

export interface DataSyncTaskFact {
  readonly taskArn?: string
  readonly sourceLocationArn?: string
  readonly destinationLocationArn?: string
  /** The accounts in the location ARNs. */
  readonly sourceAccount?: AccountId
  readonly destinationAccount?: AccountId
  /** What the locations are; known only when their CreateLocation call is in the logs (see `Inventory`). */
  readonly source?: DataSyncLocationFact
  readonly destination?: DataSyncLocationFact
}
