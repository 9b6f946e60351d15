import type { AccountId } from '#primitives'

/** Where PutBucketNotification sends events. */
export interface NotificationFact {
  /** Absent when the record has no body. */
  readonly configuration?: NotificationTargets
}

export interface NotificationTargets {
  /** ARNs of functions, queues and topics. */
  readonly arns: readonly string[]
  /** The accounts in them, other than the record's. */
  readonly accounts: readonly AccountId[]
  readonly eventBridge: boolean
}

export type ExportKind =
  | 'inventory'
  | 'analytics'
  | 'storage-lens'
  | 'metadata-table'
  | 'rds-snapshot'
  | 'dynamodb-table'
  | 'ami'
  | 'instance'
  | 'image'
  | 'flow-logs'
  | 'log-group'

/** Data, or lists of it, sent to a bucket by a service. */
export interface ExportFact {
  readonly kind: ExportKind
  readonly destinationBucket?: string
  /** The owner of that bucket, as the call states it. */
  readonly destinationAccount?: AccountId
  /** Stated owners other than the record's account. */
  readonly accounts: readonly AccountId[]
}
