import type { JsonObject } from '#primitives'
import { canonicalId } from './ids.ts'

/** Request bodies of bucket settings, as CloudTrail turns their XML into JSON: a single element is an object, several are a list. */

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'

const oneOrMany = (items: readonly JsonObject[]): JsonObject | readonly JsonObject[] =>
  items.length === 1 ? (items[0] as JsonObject) : items

export const versioning = (status: 'Enabled' | 'Suspended'): JsonObject => ({
  VersioningConfiguration: { xmlns, Status: status },
})

export const cannedAcl = (acl: string): JsonObject => ({ 'x-amz-acl': acl })

/** `--grant-read uri=...` of the CLI: a header. */
export const aclHeader = (header: string, value: string): JsonObject => ({ accessControlList: { [header]: value } })

export function aclBody(owner: string, groups: readonly { uri: string; permission: string }[]): JsonObject {
  const xsi = 'http://www.w3.org/2001/XMLSchema-instance'
  const id = canonicalId(owner)
  const grants = [
    { Grantee: { 'xsi:type': 'CanonicalUser', 'xmlns:xsi': xsi, ID: id }, Permission: 'FULL_CONTROL' },
    ...groups.map(({ uri, permission }) => ({
      Grantee: { 'xsi:type': 'Group', 'xmlns:xsi': xsi, URI: uri },
      Permission: permission,
    })),
  ]
  return {
    AccessControlPolicy: {
      AccessControlList: { Grant: oneOrMany(grants) },
      xmlns,
      Owner: { ID: id },
    },
  }
}

export const publicAccessBlock = (on: boolean): JsonObject => ({
  PublicAccessBlockConfiguration: {
    xmlns,
    RestrictPublicBuckets: on,
    BlockPublicPolicy: on,
    BlockPublicAcls: on,
    IgnorePublicAcls: on,
  },
})

export const ownership = (value: string): JsonObject => ({
  OwnershipControls: { xmlns, Rule: { ObjectOwnership: value } },
})

export const encryption = (keyArn: string): JsonObject => ({
  ServerSideEncryptionConfiguration: {
    xmlns,
    Rule: {
      BucketKeyEnabled: true,
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
    },
  },
})

export const tags = (values: Readonly<Record<string, string>>): JsonObject => ({
  Tagging: { xmlns, TagSet: { Tag: oneOrMany(Object.entries(values).map(([Key, Value]) => ({ Value, Key }))) } },
})

export const replication = (role: string, destination: { bucket: string; account?: string }): JsonObject => ({
  ReplicationConfiguration: {
    Role: role,
    xmlns,
    Rule: {
      Status: 'Enabled',
      Destination: {
        Bucket: `arn:aws:s3:::${destination.bucket}`,
        ...(destination.account ? { Account: destination.account } : {}),
        ...(destination.account ? { AccessControlTranslation: { Owner: 'Destination' } } : {}),
      },
      Filter: '',
      Priority: 0,
      ID: 'mirror',
      DeleteMarkerReplication: { Status: 'Disabled' },
    },
  },
})

export const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers'
export const logDelivery = 'http://acs.amazonaws.com/groups/s3/LogDelivery'
