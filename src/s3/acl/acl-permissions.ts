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

/**
 * The account `awslogsdelivery`, as which CloudFront writes standard logs, in the commercial regions and in China.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 * https://docs.amazonaws.cn/en_us/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
 */
const logDeliveryAccounts: ReadonlySet<string> = new Set([
  'c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0',
  'a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56',
])

/** What a canonical user id stands for. */
export const kindOfId = (id: string): AclGrant['granteeKind'] =>
  logDeliveryAccounts.has(id) ? 'log-delivery' : 'canonical-user'

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
