import type { AccountId } from '#primitives'

/** What a call to S3 Access Grants gives, or where it may give from. */
export interface AccessGrantFact {
  /** An ARN of IAM, or the id of a user or group of a directory. */
  readonly grantee?: string
  /** The account in that ARN, when it is another than the record's. */
  readonly foreignAccount?: AccountId
  /** `READ`, `WRITE` or `READWRITE`. */
  readonly permission?: string
  /** What the grant or the location covers: `s3://bucket/prefix*`, where the call says so. */
  readonly scope?: string
  /** The location covers all buckets of the account: `s3://`. */
  readonly allBuckets: boolean
  /** The role with which a location reaches its buckets. */
  readonly role?: string
}
