import { minute, second } from '../../clock.ts'
import type { Random } from '../../random.ts'
import { s3Error } from '../../s3-errors.ts'
import { versioning } from '../../s3-settings.ts'
import { buckets, experiments } from '../cast.ts'
import type { Logbook } from '../logbook.ts'
import { nights, withRole } from './intruder.ts'

/** On the last night nothing is to be recoverable: versions off, then one bucket after the other. */
export function destruction(logbook: Logbook, random: Random): void {
  const night = nights[2]
  let time = night + 5 * minute
  for (const bucket of [buckets.backups, buckets.customers]) {
    time += random.between(10, 40) * second
    logbook.s3(time, withRole(night, 's3api.put-bucket-versioning'), {
      name: 'PutBucketVersioning',
      bucket,
      parameters: versioning('Suspended'),
      bytesIn: 126,
    })
  }
  time = night + 21 * minute
  for (const [index, bucket] of [...experiments, buckets.backups].entries()) {
    time += random.between(20, 90) * second
    if (index % 4 === 1) {
      logbook.s3(time, withRole(night, 's3.rb'), { name: 'DeleteBucket', bucket, error: s3Error('BucketNotEmpty') })
      time += random.between(20, 60) * second
    }
    logbook.s3(time, withRole(night, 's3.rb'), { name: 'DeleteBucket', bucket })
  }
}
