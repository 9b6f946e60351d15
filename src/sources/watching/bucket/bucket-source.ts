import { type Duration, failure, ok, type Result } from '#primitives'
import { awsProblems } from '../../aws/problems.ts'
import { parseS3Url } from '../../s3/s3-url.ts'
import type { WatchedSource } from '../delivery.ts'
import { BucketWatch } from './bucket-watch.ts'

export interface BucketSettings {
  /** How often new objects are asked for. */
  readonly every: Duration
  /** How long an object may take to appear, by its key or by its time. */
  readonly lookBack: Duration
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** How long a bucket that does not exist, or denies access, is asked again. */
  readonly patience: Duration
}

const day = 24 * 3_600_000

/** A bucket, or what is in it behind a prefix, asked again and again for what is new. */
export function bucketSource(name: string, settings: BucketSettings): Result<WatchedSource> {
  const place = parseS3Url(name)
  if (!place) return failure(awsProblems.badUrl(name))
  return ok({
    name,
    // A day more, since positions fall behind the newest object while there is much to read.
    lookBack: settings.lookBack + day,
    deliveries: told => new BucketWatch(name, place, settings, told).deliveries(),
  })
}
