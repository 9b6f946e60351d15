import type { AccountId } from '#primitives'

/** Static website hosting of a bucket. */
export interface WebsiteFact {
  readonly enabled: boolean
  readonly removed: boolean
  /** A host that requests are redirected to. */
  readonly redirectHost?: string
}

/** Cross-origin access to a bucket. */
export interface CorsFact {
  readonly removed: boolean
  /** Some rule allows every origin; absent when the record has no rules. */
  readonly anyOrigin?: boolean
  /** The methods of the rules that allow every origin, else of all. */
  readonly methods: readonly string[]
}

/** An access point, as the call names, creates or deletes it. */
export interface AccessPointFact {
  readonly name?: string
  readonly bucket?: string
  /** The owner of the bucket, as the call states it. */
  readonly bucketAccount?: AccountId
  /** The same, when it is another account than the record's. */
  readonly foreignAccount?: AccountId
  /** Reached from a VPC only. */
  readonly vpc?: boolean
  readonly objectLambda: boolean
  readonly created: boolean
  readonly deleted: boolean
  /** The functions that change what an Object Lambda Access Point gives. */
  readonly lambdaArns: readonly string[]
}

/** A job of S3 Batch Operations. */
export interface BatchJobFact {
  readonly id?: string
  readonly status?: string
  /** E.g. `S3PutObjectCopy`. */
  readonly operation?: string
  readonly role?: string
}

/** A user, server or access of Transfer Family. */
export interface TransferFact {
  readonly user?: string
  /** The bucket of the user's home directory. */
  readonly homeBucket?: string
  readonly role?: string
  /** `PUBLIC`, `VPC` or `VPC_ENDPOINT`. */
  readonly endpointType?: string
}
