import { awsCli, type Caller } from '../caller.ts'
import { day, hour, minute, second } from '../clock.ts'
import { anonymousCaller } from '../identities.ts'
import type { Random } from '../random.ts'
import { s3Error } from '../s3-errors.ts'
import { aclBody, cannedAcl, logDelivery, versioning } from '../s3-settings.ts'
import { account, addresses, buckets, firstDay, operator } from './cast.ts'
import type { Logbook } from './logbook.ts'

/** Innocent things that look like the seven when one does not look closely. */
export function nearMisses(logbook: Logbook, random: Random): void {
  const office = addresses.office[0]
  const calls = (time: number, command: string) => operator('martha', time, office, awsCli(command, 'macos'))

  const closing = firstDay + 9 * day + 14 * hour
  logbook.s3(closing, calls(closing, 's3api.put-bucket-acl'), {
    name: 'PutBucketAcl',
    bucket: buckets.website,
    parameters: cannedAcl('private'),
  })
  const keeping = firstDay + 10 * day + 9 * hour
  logbook.s3(keeping, calls(keeping, 's3api.put-bucket-versioning'), {
    name: 'PutBucketVersioning',
    bucket: buckets.reports,
    parameters: versioning('Enabled'),
    bytesIn: 124,
  })
  const logging = firstDay + 14 * day + 13 * hour
  logbook.s3(logging, calls(logging, 's3api.put-bucket-acl'), {
    name: 'PutBucketAcl',
    bucket: buckets.logs,
    parameters: aclBody(account, [
      { uri: logDelivery, permission: 'WRITE' },
      { uri: logDelivery, permission: 'READ_ACP' },
    ]),
    bytesIn: 871,
  })
  anonymousScan(logbook, firstDay + 17 * day + 4 * hour, random)
}

/** Someone on the internet tries names; all of it is refused. */
function anonymousScan(logbook: Logbook, start: number, random: Random): void {
  const caller: Caller = {
    identity: anonymousCaller,
    address: addresses.scanner,
    userAgent: 'Mozilla/5.0 zgrab/0.x',
  }
  const keys = ['backup.sql', '.env', 'config.json', 'users.csv', 'wp-config.php.bak', 'dump.tar.gz', 'id_rsa']
  let time = start
  for (const bucket of [buckets.customers, buckets.reports]) {
    logbook.s3(time, caller, { name: 'ListObjects', bucket, unsigned: true, error: s3Error('AccessDenied') })
    for (const key of keys) {
      time += random.between(1, 4) * second
      logbook.s3(time, caller, { name: 'GetObject', bucket, key, unsigned: true, error: s3Error('AccessDenied') })
    }
    time += minute
  }
}
