import type { ActivityEvent, CopyFact } from '#events'
import { type AccountId, filledTextOf, listOf, memberOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { accountIdOf } from '../scalars.ts'

/**
 * What is copied from where; undefined when the record does not name the source. The source is `bucket/key`, percent-encoded, or the
 * ARN of an access point with `/object/key` behind it; either may end with a version.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax
 */
export function readCopy(event: ActivityEvent): CopyFact | undefined {
  const source = filledTextOf(memberOf(parametersOf(event), 'x-amz-copy-source'))
  if (source === undefined) return undefined
  const [bucket, key] = splitSource(decode(source.replace(/\?versionId=[^?]*$/i, '')).replace(/^\//, ''))
  return {
    ...(bucket !== '' && { sourceBucket: bucket }),
    ...(key !== '' && { sourceKey: key }),
    sameObject: bucket !== '' && bucket === event.bucket && key !== '' && key === event.key,
    accounts: ownersIn(event),
  }
}

function splitSource(source: string): readonly [bucket: string, key: string] {
  const accessPoint = /^(arn:.+?)\/object\/([^]*)$/.exec(source)
  if (accessPoint !== null) return [accessPoint[1] ?? '', accessPoint[2] ?? '']
  const slash = source.indexOf('/')
  return slash < 0 ? [source, ''] : [source.slice(0, slash), source.slice(slash + 1)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The owners of the buckets that the record lists, when they are not one. */
function ownersIn({ raw }: ActivityEvent): readonly AccountId[] {
  const owners = listOf(raw.resources).flatMap(resource =>
    filledTextOf(memberAt(resource, 'type')) === 'AWS::S3::Bucket'
      ? (accountIdOf(memberAt(resource, 'accountid')) ?? [])
      : [],
  )
  const distinct = [...new Set(owners)]
  return distinct.length > 1 ? distinct : []
}
