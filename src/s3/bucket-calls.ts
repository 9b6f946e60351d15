import { readAclCall } from './acl-grants.ts'
import { readEncryption } from './bucket/encryption.ts'
import { readLifecycle } from './bucket/lifecycle.ts'
import { readOwnership } from './bucket/ownership.ts'
import { readPublicAccessBlock } from './bucket/public-access-block.ts'
import { parametersOf } from './member-at.ts'
import { policyCalls, readPolicy } from './policy/read-policy.ts'
import { all, one, type Reader } from './reader.ts'
import { readReplication } from './replication.ts'
import { readVersioning } from './versioning.ts'

const policy = one('policy', readPolicy)
const publicAccessBlock = one('publicAccessBlock', readPublicAccessBlock)
const ownership = one('ownership', readOwnership)
const lifecycle = one('lifecycle', readLifecycle)
const encryption = one('encryption', readEncryption)

/** How the facts of a call that sets up a bucket or an account are read, by its name as CloudTrail writes it. */
export const bucketCalls: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...policyCalls.map(name => [name, policy] as const),
  ['PutBucketAcl', one('acl', readAclCall)],
  ['CreateBucket', all(one('acl', readAclCall), ownership)],
  ['DeleteBucket', () => ({ bucketDeleted: true })],
  ['PutBucketPublicAccessBlock', publicAccessBlock],
  ['DeleteBucketPublicAccessBlock', publicAccessBlock],
  ['PutAccountPublicAccessBlock', publicAccessBlock],
  ['DeleteAccountPublicAccessBlock', publicAccessBlock],
  ['PutBucketOwnershipControls', ownership],
  ['DeleteBucketOwnershipControls', ownership],
  ['PutBucketVersioning', one('versioning', event => readVersioning(parametersOf(event)))],
  ['PutBucketReplication', one('replication', event => readReplication(parametersOf(event), event.account))],
  ['PutBucketLifecycle', lifecycle],
  ['DeleteBucketLifecycle', lifecycle],
  ['PutBucketEncryption', encryption],
  ['DeleteBucketEncryption', encryption],
])
