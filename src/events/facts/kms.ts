import type { AccountId } from '#primitives'

/** A call that changes a KMS key. */
export interface KmsFact {
  readonly keyId?: string
  /** Its ARN, however the call names it; unknown of an alias that no answer resolves. */
  readonly keyArn?: string
  /** What a key policy in the call says; absent when there is none that can be read. */
  readonly policy?: KeyPolicyMeaning
}

export interface KeyPolicyMeaning {
  readonly public: boolean
  /** Accounts admitted, other than the record's. */
  readonly accounts: readonly AccountId[]
}
