import type { ActivityEvent, ExportFact } from '#events'
import { filledTextOf, type JsonValue } from '#primitives'
import { accountIdOf, othersThan, ownerInArn } from '../scalars.ts'

/** An export of a kind to a bucket, given by name or ARN, and to its owner, where the call states it. */
export function exportTo(
  event: ActivityEvent,
  kind: ExportFact['kind'],
  bucket: JsonValue | undefined,
  owner: JsonValue | undefined,
): ExportFact {
  const text = filledTextOf(bucket)
  const destinationBucket = text && nameOf(text)
  const destinationAccount = accountIdOf(owner) ?? ownerInArn(text)
  return {
    kind,
    ...(destinationBucket !== undefined && destinationBucket !== '' && { destinationBucket }),
    ...(destinationAccount !== undefined && { destinationAccount }),
    accounts: othersThan(event.account, [destinationAccount]),
  }
}

/** Of `arn:aws:s3:::name/prefix` and of `arn:aws:s3tables:us-east-1:111122223333:bucket/name`; a plain name is itself. */
const nameOf = (text: string): string =>
  /^arn:[^:]*:s3:::([^/]+)/.exec(text)?.[1] ?? /^arn:[^:]*:s3tables:[^/]*:bucket\/([^/]+)/.exec(text)?.[1] ?? text
