import type { AccountId } from '#primitives'

export type PolicyTarget =
  | 'bucket'
  | 'access-point'
  | 'multi-region-access-point'
  | 'object-lambda-access-point'
  | 'access-grants-instance'
  | 'table-bucket'
  | 'table'
  | 'vector-bucket'

/** What a call that sets or deletes a resource policy means. */
export interface PolicyFact {
  readonly target: PolicyTarget
  /** The policy was deleted; then there is no `meaning`. */
  readonly deleted: boolean
  /** Absent when the record holds no policy document that can be read. */
  readonly meaning?: PolicyMeaning
}

/** What a policy document says, whoever's resource it is on. */
export interface PolicyMeaning {
  /** The statements that make the policy public, by AWS's meaning in Block Public Access. */
  readonly publicStatements: readonly PublicStatement[]
  /** Whom the `Allow` statements admit beyond the account of the record. */
  readonly admitted: Admitted
  /** The actions that a `Deny` statement for everyone refuses without a condition; none: nobody is locked out. */
  readonly deniedActions: readonly string[]
  /** A `Deny` for everyone that no condition limits refuses the data, or every action. */
  readonly deniesEveryone: boolean
  /** The accounts, all of others, whose principals alone a `Deny` of the data spares. */
  readonly sparedAccounts: readonly AccountId[]
}

export interface PublicStatement {
  /** A sentence that says why. */
  readonly reason: string
  /** As written; `not s3:PutObject` for `NotAction`. */
  readonly actions: readonly string[]
  /** It admits to write, to delete, or to change ACL, policy or configuration. */
  readonly write: boolean
}

/** Everyone that a policy names, in the order of the document, each once. */
export interface Admitted {
  /** 12-digit accounts, of principals and of conditions that fix the account of callers who may be anyone. */
  readonly accounts: readonly AccountId[]
  /** A statement that admits one of the accounts lets it write, delete, or change ACL, policy or configuration. */
  readonly accountsMayWrite: boolean
  /** ARNs, account ids and unique ids, as written. */
  readonly principals: readonly string[]
  /** `o-...` ids. */
  readonly organizations: readonly string[]
  /** 12-digit accounts for which an admitted service may act, as a condition on the source says. */
  readonly sourceAccounts: readonly AccountId[]
  /** Service principals, e.g. `cloudtrail.amazonaws.com`. */
  readonly services: readonly string[]
  /** Those of them that no condition on the source of the request limits: they can be used by any account. */
  readonly unboundedServices: readonly string[]
  readonly canonicalUsers: readonly string[]
  /** Identity providers. */
  readonly federated: readonly string[]
}
