import type { AclGrant } from '#events'
import { allUsers, authenticatedUsers, kindOfGroup, logDelivery } from './acl-permissions.ts'

const granted = (permission: AclGrant['permission'], uri: string): AclGrant => ({
  permission,
  grantee: uri,
  granteeKind: kindOfGroup(uri),
  form: 'canned',
})

/**
 * The grants to groups that each canned ACL stands for; the others grant only to owners and, for `aws-exec-read`, to EC2.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
const canned: ReadonlyMap<string, readonly AclGrant[]> = new Map(
  Object.entries({
    'public-read': [granted('READ', allUsers)],
    'public-read-write': [granted('READ', allUsers), granted('WRITE', allUsers)],
    'authenticated-read': [granted('READ', authenticatedUsers)],
    'log-delivery-write': [granted('WRITE', logDelivery), granted('READ_ACP', logDelivery)],
  }),
)

export const cannedGrants = (name: string): readonly AclGrant[] => canned.get(name.trim().toLowerCase()) ?? []
