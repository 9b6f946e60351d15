import type { ActivityEvent, S3Facts } from '#events'
import { type JsonObject, objectOf } from '#primitives'
import { readAcl } from './acl-grants.ts'
import { policyCalls, readPolicy } from './policy/read-policy.ts'
import { readReplication } from './replication.ts'
import { readVersioning } from './versioning.ts'

type Reader = (event: ActivityEvent) => S3Facts | undefined

const parametersOf = (event: ActivityEvent): JsonObject => objectOf(event.raw.requestParameters) ?? {}

const acl: Reader = event => {
  const parameters = objectOf(event.raw.requestParameters)
  const fact = parameters && readAcl(event.action, parameters)
  return fact && { acl: fact }
}

const policy: Reader = event => {
  const fact = readPolicy(event)
  return fact && { policy: fact }
}

/** How the facts of a call to S3 are read, by its name as CloudTrail writes it. A call that is not here means nothing. */
export const bucketCalls: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['PutBucketAcl', acl],
  ['CreateBucket', acl],
  ['PutObjectAcl', acl],
  ['PutObject', acl],
  ['CopyObject', acl],
  ['CreateMultipartUpload', acl],
  ['DeleteBucket', () => ({ bucketDeleted: true })],
  ...policyCalls.map(name => [name, policy] as const),
  [
    'PutBucketVersioning',
    event => {
      const versioning = readVersioning(parametersOf(event))
      return versioning && { versioning }
    },
  ],
  ['PutBucketReplication', event => ({ replication: readReplication(parametersOf(event), event.account) })],
])
