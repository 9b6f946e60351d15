import { s3Client } from '../aws/clients.ts'
import { explainError } from '../aws/explain-error.ts'
import { awsProblems } from '../aws/problems.ts'
import { defaultRetry, retrying } from '../aws/retry.ts'
import { FetchFailure } from '../fetch-failure.ts'
import type { ObjectPlace } from '../log-file.ts'
import { everyKey } from '../s3/key-scope.ts'
import { type ListedObject, listObjects } from '../s3/list-objects.ts'
import { fetchBeginning } from '../s3/object-parts.ts'
import { type BucketPrefix, parseS3Url, s3Url } from '../s3/s3-url.ts'
import { type Check, failedBy, passed, refused, skipped, warning } from './check.ts'
import { AnswerDate, checkClock } from './check-clock.ts'

const recent = 2 * 24 * 3_600_000

/** Lists a bucket, looks for logs of the last two days, and fetches the newest of them. Changes nothing. */
export async function* examineBucket(name: string): AsyncGenerator<Check> {
  const place = parseS3Url(name)
  if (!place) {
    yield failedBy('address', awsProblems.badUrl(name))
    return
  }
  const date = new AnswerDate()
  const listed = await listOnce(name, place, date)
  yield listed.check
  if (listed.check.outcome !== 'failed') {
    const newest = await newestOf(place)
    yield newest.check
    const object = newest.object ?? listed.object
    if (object === undefined) yield skipped('read', 'there is no object to try')
    else yield await readOne({ ...object, bucket: place.bucket })
  } else {
    yield skipped('recent', 'without the permission to list')
    yield skipped('read', 'without the permission to list, no object is known')
  }
  yield checkClock(date.value)
}

/** Fetches an object, or its first 8 MiB, and throws it away: this decrypts it too. */
export async function readOne(object: ObjectPlace): Promise<Check> {
  const name = s3Url({ bucket: object.bucket, prefix: object.key })
  try {
    const { size } = await fetchBeginning(object)
    return passed('read', `${name} (${size} bytes, decrypted if need be)`)
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error
    return refused('read', { issue: error.issue, kind: 'lasting' })
  }
}

type KeyOfObject = Pick<ObjectPlace, 'key' | 'size'>

async function listOnce(
  name: string,
  { bucket, prefix }: BucketPrefix,
  date: AnswerDate,
): Promise<{ check: Check; object?: KeyOfObject }> {
  const signal = new AbortController().signal
  try {
    const client = await s3Client()
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3')
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 100 })
    command.middlewareStack.add(date.middleware, { step: 'deserialize' })
    const { Contents = [] } = await retrying(() => client.send(command), defaultRetry, signal)
    const first = Contents.find(({ Key = '' }) => !Key.endsWith('/'))
    const check =
      Contents.length > 0
        ? passed('list', `s3:ListBucket on arn:aws:s3:::${bucket}`)
        : warning('list', `no object has a key that begins with "${prefix}"`, 'Check the prefix.')
    return {
      check,
      ...(first?.Key !== undefined && {
        object: { key: first.Key, ...(first.Size !== undefined && { size: first.Size }) },
      }),
    }
  } catch (error) {
    const asked = { name, action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, bucket }
    return { check: refused('list', explainError(error, asked)) }
  }
}

async function newestOf(place: BucketPrefix): Promise<{ check: Check; object?: ListedObject }> {
  const since = Date.now() - recent
  const scope = { ...everyKey, from: since }
  const { objects, failures } = await listObjects(place, {
    scopeOf: () => scope,
    signal: new AbortController().signal,
  })
  const [failure] = failures.values()
  if (failure) return { check: refused('recent', failure) }
  const written = objects.filter(({ modified }) => modified >= since)
  const newest = written.reduce<ListedObject | undefined>(
    (best, object) => (best === undefined || object.modified > best.modified ? object : best),
    undefined,
  )
  if (newest) {
    const time = new Date(newest.modified).toISOString()
    return {
      check: passed('recent', `${written.length} objects within two days, the newest of ${time}`),
      object: newest,
    }
  }
  const fix = 'If logs should arrive here, check that the trail or access logging is on, and the prefix.'
  return { check: warning('recent', 'no object was written within two days', fix) }
}
