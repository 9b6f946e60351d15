import type { AccountId } from '#primitives'

/** The default encryption of a bucket, as PutBucketEncryption or DeleteBucketEncryption leaves it. */
export interface BucketEncryptionFact {
  /** The default encryption was taken away. */
  readonly removed: boolean
  /** `AES256`, `aws:kms` or `aws:kms:dsse`. */
  readonly algorithm?: string
  readonly kmsKey?: string
  /** The account in the key's ARN. */
  readonly kmsAccount?: AccountId
  /** What `BlockedEncryptionTypes` states, e.g. `SSE-C` or `NONE`; empty when it is not stated. */
  readonly blockedTypes: readonly string[]
}
