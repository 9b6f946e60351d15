import type { AclFact, AclGrant } from '#events'
import { type JsonObject, memberOf, objectOf, textOf } from '#primitives'
import { bodyGrants } from './acl-body.ts'
import { cannedGrants } from './canned-acl.ts'
import { headerGrants } from './grant-headers.ts'

/**
 * What a call grants by access control list, in any of its three forms. Undefined when the call says nothing about it, as most
 * uploads do.
 */
export function readAcl(action: string, parameters: JsonObject): AclFact | undefined {
  const canned = textOf(memberOf(parameters, 'x-amz-acl'))
  const headers = objectOf(parameters.accessControlList)
  const grants = [
    ...bodyGrants(parameters),
    ...(canned === undefined ? [] : cannedGrants(canned)),
    ...headerGrants(parameters),
    ...(headers === undefined ? [] : headerGrants(headers)),
  ]
  const setsAcl = action === 'PutBucketAcl' || action === 'PutObjectAcl'
  if (grants.length === 0 && canned === undefined && !setsAcl) return undefined
  return {
    target: action === 'PutBucketAcl' || action === 'CreateBucket' ? 'bucket' : 'object',
    ...(canned !== undefined && { canned }),
    grants,
    publicGrants: grants.filter(isPublic),
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
const isPublic = (grant: AclGrant): boolean =>
  grant.granteeKind === 'all-users' || grant.granteeKind === 'authenticated-users'
