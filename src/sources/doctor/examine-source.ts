import { isS3Url } from '../s3/s3-url.ts'
import { isQueueAddress } from '../watching/sqs/queue-address.ts'
import type { Check } from './check.ts'
import { examineBucket } from './examine-bucket.ts'
import { examineFolder } from './examine-folder.ts'
import { examineQueue } from './examine-queue.ts'
import type { Recognise } from './find-log.ts'

/** Tries everything that `watch` and `scan` need of a source by doing it, one check after the other; changes nothing. */
export function examineSource(name: string, recognise: Recognise): AsyncGenerator<Check> {
  if (isQueueAddress(name)) return examineQueue(name)
  return isS3Url(name) ? examineBucket(name) : examineFolder(name, recognise)
}
