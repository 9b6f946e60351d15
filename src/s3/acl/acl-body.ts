import type { AclGrant } from '#events'
import { filledTextOf, isObject, type JsonObject, listOf, memberOf, objectOf, textOf } from '#primitives'
import { kindOfGroup, kindOfId, permissionOf } from './acl-permissions.ts'

/** The grants in the body of an ACL call: CloudTrail writes a single `Grant` as an object, several as a list. */
export function bodyGrants(parameters: JsonObject): readonly AclGrant[] {
  const policy = objectOf(memberOf(parameters, 'accesscontrolpolicy'))
  if (policy === undefined) return []
  const list = memberOf(policy, 'accesscontrollist')
  // Tools that rewrite records drop a level: the list may hold the grants itself, be left out, or be called `Grants` as in the API.
  const grants = Array.isArray(list)
    ? listOf(list)
    : listOf(memberOf(objectOf(list) ?? {}, 'grant') ?? memberOf(policy, 'grant') ?? memberOf(policy, 'grants'))
  return grants.flatMap(grant => (isObject(grant) ? readGrant(grant) : []))
}

/** The owner as the body states it: a canonical id. */
export function bodyOwner(parameters: JsonObject): string | undefined {
  const policy = objectOf(memberOf(parameters, 'accesscontrolpolicy'))
  const owner = policy && objectOf(memberOf(policy, 'owner'))
  return owner && filledTextOf(memberOf(owner, 'id'))
}

function readGrant(grant: JsonObject): readonly AclGrant[] {
  const permission = permissionOf(textOf(memberOf(grant, 'permission')) ?? '')
  const grantee = objectOf(memberOf(grant, 'grantee'))
  if (permission === undefined || grantee === undefined) return []
  const uri = textOf(memberOf(grantee, 'uri'))
  if (uri) return [{ permission, grantee: uri, granteeKind: kindOfGroup(uri), form: 'body' }]
  const email = textOf(memberOf(grantee, 'emailaddress'))
  if (email) return [{ permission, grantee: email, granteeKind: 'email', form: 'body' }]
  const id = textOf(memberOf(grantee, 'id')) ?? textOf(memberOf(grantee, 'displayname'))
  return id ? [{ permission, grantee: id, granteeKind: kindOfId(id), form: 'body' }] : []
}
