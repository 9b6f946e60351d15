import { readAclCall } from './acl/acl-grants.ts'
import { readAccessGrant } from './bucket/access-grants.ts'
import { readAccessLogging } from './bucket/access-logging.ts'
import { accessPointCalls, readAccessPoint } from './bucket/access-point.ts'
import { readCors } from './bucket/cors.ts'
import { readEncryption } from './bucket/encryption.ts'
import { readLifecycle } from './bucket/lifecycle.ts'
import { readObjectLock } from './bucket/object-lock.ts'
import { readOwnership } from './bucket/ownership.ts'
import { readPublicAccessBlock } from './bucket/public-access-block.ts'
import { readReplication } from './bucket/replication.ts'
import { readAccelerate, readRequesterPays } from './bucket/switches.ts'
import { readVersioning } from './bucket/versioning.ts'
import { readWebsite } from './bucket/website.ts'
import { readNotification } from './delivery/notification.ts'
import { readStorageExport } from './delivery/storage-exports.ts'
import { policyCalls, readPolicy } from './policy/read-policy.ts'
import { all, one, type Reader } from './reader.ts'
import { readBatchJob } from './service/batch-job.ts'

const policy = one('policy', readPolicy)
const publicAccessBlock = one('publicAccessBlock', readPublicAccessBlock)
const ownership = one('ownership', readOwnership)
const lifecycle = one('lifecycle', readLifecycle)
const objectLock = one('objectLock', readObjectLock)
const accessPoint = one('accessPoint', readAccessPoint)
const accessGrant = one('accessGrant', readAccessGrant)
const accelerate = one('accelerate', readAccelerate)
const website = one('website', readWebsite)
const cors = one('cors', readCors)
const exported = one('export', readStorageExport)
const batchJob = one('batchJob', readBatchJob)
const encryption = one('encryption', readEncryption)

/** How the facts of a call that sets up a bucket or an account are read, by its name as CloudTrail writes it. */
export const bucketCalls: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...policyCalls.map(name => [name, name.includes('AccessPoint') ? all(policy, accessPoint) : policy] as const),
  ...accessPointCalls.map(name => [name, all(accessPoint, publicAccessBlock)] as const),
  ['PutAccessPointConfigurationForObjectLambda', accessPoint],
  ['SubmitMultiRegionAccessPointRoutes', accessPoint],
  ['CreateAccessGrant', accessGrant],
  ['CreateAccessGrantsLocation', accessGrant],
  ['UpdateAccessGrantsLocation', accessGrant],
  ['PutBucketAcl', one('acl', readAclCall)],
  ['CreateBucket', all(one('acl', readAclCall), ownership, objectLock)],
  ['DeleteBucket', () => ({ bucketDeleted: true })],
  ['PutBucketPublicAccessBlock', publicAccessBlock],
  ['DeleteBucketPublicAccessBlock', publicAccessBlock],
  ['PutAccountPublicAccessBlock', publicAccessBlock],
  ['DeleteAccountPublicAccessBlock', publicAccessBlock],
  ['PutBucketOwnershipControls', ownership],
  ['DeleteBucketOwnershipControls', ownership],
  ['PutBucketVersioning', one('versioning', readVersioning)],
  ['PutBucketReplication', one('replication', readReplication)],
  ['PutBucketLifecycle', lifecycle],
  ['DeleteBucketLifecycle', lifecycle],
  ['PutBucketEncryption', encryption],
  ['DeleteBucketEncryption', encryption],
  ['PutBucketObjectLockConfiguration', objectLock],
  ['PutObjectLockConfiguration', objectLock],
  ['PutBucketLogging', one('logging', readAccessLogging)],
  ['PutBucketNotification', one('notification', readNotification)],
  ['PutBucketWebsite', website],
  ['DeleteBucketWebsite', website],
  ['PutBucketCors', cors],
  ['DeleteBucketCors', cors],
  ['PutAccelerateConfiguration', accelerate],
  ['PutBucketAccelerateConfiguration', accelerate],
  ['PutBucketRequestPayment', one('requesterPays', readRequesterPays)],
  ['PutBucketInventoryConfiguration', exported],
  ['PutBucketAnalyticsConfiguration', exported],
  ['PutStorageLensConfiguration', exported],
  ['CreateBucketMetadataConfiguration', exported],
  ['CreateBucketMetadataTableConfiguration', exported],
  ['CreateJob', batchJob],
  ['JobCreated', batchJob],
  ['JobStatusChanged', batchJob],
  ['UpdateJobStatus', batchJob],
])
