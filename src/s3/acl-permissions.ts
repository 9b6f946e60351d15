import type { AclGrant, AclPermission } from '#events'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const groups: ReadonlyMap<string, AclGrant['granteeKind']> = new Map([
  ['acs.amazonaws.com/groups/global/allusers', 'all-users'],
  ['acs.amazonaws.com/groups/global/authenticatedusers', 'authenticated-users'],
  ['acs.amazonaws.com/groups/s3/logdelivery', 'log-delivery'],
])

export const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers'
export const authenticatedUsers = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'
export const logDelivery = 'http://acs.amazonaws.com/groups/s3/LogDelivery'

/** What a group's URI stands for; S3 takes it with `http` and `https`. */
export function kindOfGroup(uri: string): AclGrant['granteeKind'] {
  const address = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
  return groups.get(address) ?? 'group'
}

const permissions: ReadonlySet<string> = new Set<AclPermission>([
  'READ',
  'WRITE',
  'READ_ACP',
  'WRITE_ACP',
  'FULL_CONTROL',
])

/** `READ_ACP` from itself or from the end of a header's name, `read-acp`. */
export function permissionOf(text: string): AclPermission | undefined {
  const name = text.trim().toUpperCase().replaceAll('-', '_')
  return permissions.has(name) ? (name as AclPermission) : undefined
}
