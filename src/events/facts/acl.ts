export type AclPermission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL'

export interface AclGrant {
  readonly permission: AclPermission
  /** Group URI, canonical id, or e-mail address, as granted. */
  readonly grantee: string
  readonly granteeKind: 'all-users' | 'authenticated-users' | 'log-delivery' | 'canonical-user' | 'email' | 'group'
  /** Where the grant was written. */
  readonly form: 'body' | 'canned' | 'header'
}

/** What a call grants by access control list. */
export interface AclFact {
  /** `bucket` for PutBucketAcl and CreateBucket, else `object`. */
  readonly target: 'bucket' | 'object'
  /** The canned ACL named, e.g. `public-read`. */
  readonly canned?: string
  readonly grants: readonly AclGrant[]
  /** The grants to everyone or to any AWS account: AWS's meaning of a public ACL. */
  readonly publicGrants: readonly AclGrant[]
  /** The canonical id of the owner, as the body of the call states it. */
  readonly owner?: string
}
