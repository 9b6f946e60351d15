import type { AccessGrantFact } from './access-grants.ts'
import type { AclFact } from './acl.ts'
import type { CopyFact, ObjectFact, RequestFact } from './data-events.ts'
import type { DataSyncLocationFact, DataSyncTaskFact } from './datasync.ts'
import type { AccessLoggingFact, ObjectLockFact, OwnershipFact, PublicAccessBlockFact, TrailFact } from './defences.ts'
import type { ExportFact, NotificationFact } from './deliveries.ts'
import type { BucketEncryptionFact } from './encryption.ts'
import type { KmsFact } from './kms.ts'
import type { LifecycleFact } from './lifecycle.ts'
import type { PolicyFact } from './policy.ts'
import type { ReplicationFact } from './replication.ts'
import type { AccessPointFact, BatchJobFact, CorsFact, TransferFact, WebsiteFact } from './settings.ts'
import type { VersioningFact } from './versioning.ts'

export type * from './access-grants.ts'
export type * from './acl.ts'
export type * from './data-events.ts'
export type * from './datasync.ts'
export type * from './defences.ts'
export type * from './deliveries.ts'
export type * from './encryption.ts'
export type * from './kms.ts'
export type * from './lifecycle.ts'
export type * from './policy.ts'
export type * from './replication.ts'
export type * from './settings.ts'
export type * from './versioning.ts'

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
  readonly policy?: PolicyFact
  readonly publicAccessBlock?: PublicAccessBlockFact
  readonly ownership?: OwnershipFact
  readonly lifecycle?: LifecycleFact
  readonly encryption?: BucketEncryptionFact
  readonly object?: ObjectFact
  readonly copy?: CopyFact
  readonly request?: RequestFact
  readonly logging?: AccessLoggingFact
  readonly notification?: NotificationFact
  readonly export?: ExportFact
  readonly website?: WebsiteFact
  readonly cors?: CorsFact
  /** Transfer Acceleration is switched on or off. */
  readonly accelerate?: boolean
  /** The requester pays, from now on or no longer. */
  readonly requesterPays?: boolean
  readonly objectLock?: ObjectLockFact
  readonly accessPoint?: AccessPointFact
  readonly accessGrant?: AccessGrantFact
  readonly batchJob?: BatchJobFact
  readonly trail?: TrailFact
  readonly transfer?: TransferFact
  readonly kms?: KmsFact
}
