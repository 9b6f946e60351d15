import type { AccountId } from '#primitives'

/** What a call on an object says beyond bucket and key. */
export interface ObjectFact {
  /** It is encrypted with a key that the caller sent along (SSE-C). Absent of an access log, which does not say. */
  readonly sseC?: boolean
  readonly kmsKey?: string
  /** The account in the key's ARN. */
  readonly kmsAccount?: AccountId
  /** The version that the call names. */
  readonly versionId?: string
  /** The caller asked to bypass governance retention. Absent of an access log, which does not say. */
  readonly bypassGovernance?: boolean
}

/** A copy of one object to another. */
export interface CopyFact {
  readonly sourceBucket?: string
  /** Decoded. */
  readonly sourceKey?: string
  /** The object is copied onto itself, as is done to change how it is encrypted. */
  readonly sameObject: boolean
  /** The owners of the buckets that take part, when they differ. */
  readonly accounts: readonly AccountId[]
}

/** How a request was sent. */
export interface RequestFact {
  /** By a presigned URL; the S3 console's own do not count. Absent when the log does not say. */
  readonly presigned?: boolean
  /** For how long the presigned URL is valid. */
  readonly expiresSeconds?: number
  /** Without TLS. Absent when the log does not say. */
  readonly plainHttp?: boolean
  /** `SigV2` or `SigV4`. */
  readonly signatureVersion?: string
}
