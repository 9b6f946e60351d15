import type { AclFact, AclGrant, ActivityEvent } from '#events'
import { type JsonObject, listOf, memberOf, objectOf, textOf } from '#primitives'
import { bodyGrants, bodyOwner } from './acl-body.ts'
import { cannedGrants } from './canned-acl.ts'
import { headerGrants } from './grant-headers.ts'

/** What a recorded call grants. */
export function readAclCall({ action, raw }: ActivityEvent): AclFact | undefined {
  const parameters = objectOf(raw.requestParameters)
  return parameters && readAcl(action, parameters)
}

/**
 * What a call grants by access control list, in any of its three forms. Undefined when the call says nothing about it, as most
 * uploads do.
 */
export function readAcl(action: string, parameters: JsonObject): AclFact | undefined {
  const headers = objectOf(parameters.accessControlList)
  // `"acl": ""` is only the name of the sub-resource; tools that rewrite records put the canned ACL there, as SDKs call it.
  const names = [parameters, headers ?? {}].flatMap(from =>
    [...listOf(memberOf(from, 'x-amz-acl')), ...listOf(memberOf(from, 'acl'))].map(name => textOf(name)),
  )
  const known = names.filter(name => name !== undefined && name !== '') as string[]
  const grants = [
    ...bodyGrants(parameters),
    ...known.flatMap(cannedGrants),
    ...headerGrants(parameters),
    ...(headers === undefined ? [] : headerGrants(headers)),
  ]
  const setsAcl = action === 'PutBucketAcl' || action === 'PutObjectAcl'
  const canned = known.join(', ')
  const owner = bodyOwner(parameters)
  if (grants.length === 0 && canned === '' && !setsAcl) return undefined
  return {
    target: action === 'PutBucketAcl' || action === 'CreateBucket' ? 'bucket' : 'object',
    ...(canned !== '' && { canned }),
    grants,
    publicGrants: grants.filter(isPublic),
    ...(owner !== undefined && { owner }),
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
const isPublic = (grant: AclGrant): boolean =>
  grant.granteeKind === 'all-users' || grant.granteeKind === 'authenticated-users'
