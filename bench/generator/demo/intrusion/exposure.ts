import type { Caller } from '../../caller.ts'
import { day, hour, minute, second } from '../../clock.ts'
import { anonymousCaller } from '../../identities.ts'
import type { Random } from '../../random.ts'
import { aclHeader, allUsers, cannedAcl, ownership } from '../../s3-settings.ts'
import { buckets } from '../cast.ts'
import type { Logbook } from '../logbook.ts'
import { nights, withRole } from './intruder.ts'

/** The reports are opened to everyone, and read by nobody in particular. */
export function exposure(logbook: Logbook, random: Random): void {
  const night = nights[0]
  const bucket = buckets.reports
  const open = night + 4 * minute
  logbook.s3(open, withRole(night, 's3api.delete-public-access-block'), {
    name: 'DeleteBucketPublicAccessBlock',
    bucket,
  })
  logbook.s3(open + 21 * second, withRole(night, 's3api.put-bucket-ownership-controls'), {
    name: 'PutBucketOwnershipControls',
    bucket,
    parameters: ownership('ObjectWriter'),
    bytesIn: 187,
  })
  logbook.s3(open + 58 * second, withRole(night, 's3api.put-bucket-acl'), {
    name: 'PutBucketAcl',
    bucket,
    parameters: aclHeader('x-amz-grant-read', `uri="${allUsers}"`),
  })
  logbook.s3(open + 3 * minute, withRole(night, 's3api.put-bucket-acl'), {
    name: 'PutBucketAcl',
    bucket: buckets.artifacts,
    parameters: cannedAcl('public-read'),
  })
  passersBy(logbook, open + 2 * hour, random)
}

function passersBy(logbook: Logbook, from: number, random: Random): void {
  let time = from
  for (let count = 0; count < 60; count++) {
    time += random.between(40, 2_400) * second
    const caller: Caller = {
      identity: anonymousCaller,
      address: `203.0.113.${random.between(8, 60)}`,
      userAgent: random.pick(['python-requests/2.32.5', 'Wget/1.25.0', 'curl/8.16.0']),
    }
    if (count % 12 === 0) {
      logbook.s3(time, caller, {
        name: 'ListObjects',
        bucket: buckets.reports,
        unsigned: true,
        prefix: 'daily/',
        bytesOut: 4_310,
      })
      continue
    }
    const size = random.between(20_000, 200_000)
    const date = new Date(time - random.between(1, 20) * day).toISOString().slice(0, 10)
    const key = `daily/${date}/${random.pick(['revenue', 'churn', 'inventory', 'support'])}.csv`
    logbook.s3(time, caller, {
      name: 'GetObject',
      bucket: buckets.reports,
      key,
      unsigned: true,
      bytesOut: size,
      objectSize: size,
    })
  }
}
