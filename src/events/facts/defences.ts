/** Block Public Access, as a call leaves it at one level. */
export interface PublicAccessBlockFact {
  readonly level: 'bucket' | 'account' | 'access-point'
  /** The configuration was deleted: every flag is off. */
  readonly deleted: boolean
  /** Absent when the record of a call that sets them has no body. A flag that the body leaves out is off. */
  readonly flags?: PublicAccessBlockFlags
}

/** The names are AWS's: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
export interface PublicAccessBlockFlags {
  readonly BlockPublicAcls: boolean
  readonly IgnorePublicAcls: boolean
  readonly BlockPublicPolicy: boolean
  readonly RestrictPublicBuckets: boolean
}

/** Object Ownership, as PutBucketOwnershipControls, its deletion or CreateBucket leaves it. */
export interface OwnershipFact {
  /** `BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`. */
  readonly objectOwnership?: string
  /** ACLs count again; absent when the record does not say. */
  readonly aclsEnabled?: boolean
  readonly deleted: boolean
}

/** Where a bucket's access logs go. */
export interface AccessLoggingFact {
  /** Absent when the record has no body. */
  readonly enabled?: boolean
  readonly targetBucket?: string
  readonly targetPrefix?: string
}

/** What a call changes about a trail. */
export interface TrailFact {
  /** The trail's name, without the ARN around it. */
  readonly name?: string
  /** The bucket that it is told to deliver to. */
  readonly bucket?: string
  readonly stopped: boolean
  readonly deleted: boolean
  /** What PutEventSelectors leaves; absent for other calls, and when the record has no selectors. */
  readonly selectors?: TrailSelectors
}

export interface TrailSelectors {
  /** Reads or writes of S3 objects are no longer recorded for every bucket. */
  readonly dataEventsCut: boolean
  /** Reading or writing management events are no longer recorded. */
  readonly managementEventsCut: boolean
  /** The buckets (with prefix, where one is named) that a selector excludes. */
  readonly excludedBuckets: readonly string[]
}

/** Object Lock of a bucket (default retention), or retention and legal hold of an object. */
export interface ObjectLockFact {
  /** `COMPLIANCE` or `GOVERNANCE`. */
  readonly mode?: string
  /** How long: of a default retention, a year counting 365 days; of an object, from the event until its date. */
  readonly days?: number
  /** As written. */
  readonly retainUntil?: string
  readonly legalHold?: boolean
  /** Object Lock, or a retention of an object, is set. */
  readonly enabled: boolean
  /** The default retention, the retention of an object, or its legal hold is taken away. */
  readonly removed: boolean
}
