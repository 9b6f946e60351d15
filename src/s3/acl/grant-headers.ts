import type { AclGrant, AclPermission } from '#events'
import { type JsonObject, listOf, textOf } from '#primitives'
import { kindOfGroup, kindOfId, permissionOf } from './acl-permissions.ts'

const prefix = 'x-amz-grant-'

/**
 * The grants in `x-amz-grant-*` headers: `uri="http://...", id=..., emailAddress=...`, separated by commas, quoted in any way or not
 * at all. CloudTrail has them under `accessControlList`, in some records directly among the parameters.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export function headerGrants(parameters: JsonObject): readonly AclGrant[] {
  const grants: AclGrant[] = []
  for (const name in parameters) {
    if (name.length <= prefix.length || !name.toLowerCase().startsWith(prefix)) continue
    const permission = permissionOf(name.slice(prefix.length))
    if (permission === undefined) continue
    for (const value of listOf(parameters[name])) grants.push(...readHeader(textOf(value) ?? '', permission))
  }
  return grants
}

/**
 * A name, an equals sign, and a value up to white space, a comma, a semicolon or a quote: no grantee holds any of them, so
 * that quotes need not be balanced.
 */
const grantee = /(uri|id|emailaddress)[\\"']*\s*=[\s\\"']*([^\s,;"'\\]+)/gi

function readHeader(header: string, permission: AclPermission): readonly AclGrant[] {
  const grants: AclGrant[] = []
  for (const [, name = '', value = ''] of header.matchAll(grantee)) {
    grants.push({ permission, grantee: value, granteeKind: kindOf(name, value), form: 'header' })
  }
  return grants
}

function kindOf(name: string, value: string): AclGrant['granteeKind'] {
  if (name.toLowerCase() === 'uri') return kindOfGroup(value)
  return name.toLowerCase() === 'id' ? kindOfId(value) : 'email'
}
