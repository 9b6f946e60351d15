import { awsCli } from '../../caller.ts'
import { day, hour, minute } from '../../clock.ts'
import { cannedAcl, publicAccessBlock, versioning } from '../../s3-settings.ts'
import { addresses, buckets, firstDay, person } from '../cast.ts'
import type { Logbook } from '../logbook.ts'

/** The next morning somebody notices, and puts right what can be. */
export function response(logbook: Logbook): void {
  const start = firstDay + 29 * day + 8 * hour
  const caller = (command: string) =>
    person('administrator', 'alejandro', start, {
      address: addresses.office[0],
      userAgent: awsCli(command, 'macos'),
    })
  logbook.plain(start, caller('iam.update-access-key'), {
    service: 'iam',
    name: 'UpdateAccessKey',
    parameters: { userName: 'report-exporter', status: 'Inactive' },
    host: 'iam.amazonaws.com',
  })
  for (const [index, bucket] of [buckets.reports, buckets.artifacts].entries()) {
    const time = start + (3 + index) * minute
    logbook.s3(time, caller('s3api.put-bucket-acl'), { name: 'PutBucketAcl', bucket, parameters: cannedAcl('private') })
    logbook.s3(time + minute / 2, caller('s3api.put-public-access-block'), {
      name: 'PutBucketPublicAccessBlock',
      bucket,
      parameters: publicAccessBlock(true),
      bytesIn: 330,
    })
  }
  logbook.s3(start + 6 * minute, caller('s3api.delete-bucket-replication'), {
    name: 'DeleteBucketReplication',
    bucket: buckets.lake,
  })
  logbook.s3(start + 7 * minute, caller('s3api.put-bucket-versioning'), {
    name: 'PutBucketVersioning',
    bucket: buckets.customers,
    parameters: versioning('Enabled'),
    bytesIn: 124,
  })
}
