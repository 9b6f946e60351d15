import type { AccountId, BucketName } from '#primitives'

export interface ReplicationRule {
  readonly id?: string
  readonly enabled: boolean
  readonly destinationBucket?: BucketName
  /** As the rule states it; absent where the rule keeps ownership with the source account. */
  readonly destinationAccount?: AccountId
}

/** What PutBucketReplication sets. */
export interface ReplicationFact {
  readonly role?: string
  readonly rules: readonly ReplicationRule[]
  /** Some destination is stated to be, or its role belongs to, an account other than the event's. */
  readonly foreignAccounts: readonly AccountId[]
}
