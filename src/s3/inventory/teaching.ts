import { type ActivityEvent, noiseOf, rawPathsOf, trailKey } from '#events'
import { type AccountId, asAccountId, isObject, listOf, textOf } from '#primitives'
import { readAccessLogging } from '../bucket/access-logging.ts'
import { bucketOfArn } from '../bucket-arn.ts'
import { isAccountId } from '../scalars.ts'
import { readTrailFacts } from '../service/trail.ts'

/**
 * The calls that tell about the environment, beside those of S3, by the service that is called. They are read though no
 * detection asks for them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export const teachingCalls: Readonly<Record<string, readonly string[]>> = {
  'cloudtrail.amazonaws.com': ['CreateTrail', 'UpdateTrail'],
}

/** What of a record the inventory is learnt from. `resources`, which name owners, are read only when a rule asks for them. */
export const teachingPaths: readonly string[] = [
  'recipientAccountId',
  ...['name', 'Name', 's3BucketName', 'S3BucketName', 'BucketLoggingStatus', 'bucketName'].map(
    name => `requestParameters.${name}`,
  ),
  ...rawPathsOf('s3.datasync.location.arn'),
]

/** The account whose log this is. Older records name none, and a caller's account may be anybody's. */
export const recipientOf = ({ raw, account }: ActivityEvent): AccountId | undefined =>
  raw.recipientAccountId === undefined || account === '' ? undefined : account

/**
 * The bucket that a call makes a destination of logs, or into which a service is seen to put them. A destination that is given up
 * still holds its logs, so that nothing ends it.
 */
export function logBucketOf(event: ActivityEvent): string | undefined {
  if (event.outcome !== 'success') return undefined
  switch (event.action) {
    case 'CreateTrail':
    case 'UpdateTrail':
      return event.service === 'cloudtrail.amazonaws.com' ? readTrailFacts(event)?.trail?.bucket : undefined
    case 'PutBucketLogging':
      return readAccessLogging(event).targetBucket
    case 'PutObject':
    case 'REST.PUT.OBJECT':
      return event.actor.kind === 'aws-service' && noiseOf(event) === 'log-delivery' ? event.bucket : undefined
    default:
      return undefined
  }
}

/**
 * Whether a bucket has a name that AWS makes for logs and nobody else does: of a trail and of AWS Config that were set up in the
 * console, and of web ACLs, which deliver to no other name. The call that set it up may be years ago.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
 */
export const isNamedForLogs = (bucket: string): boolean =>
  bucket.startsWith('aws-waf-logs-') || /^(?:aws-cloudtrail-logs|config-bucket)-\d{12}(?:-|$)/.test(bucket)

/** The bucket that a call deleted. */
export const deletedBucketOf = ({ action, outcome, bucket }: ActivityEvent): string | undefined =>
  action === 'DeleteBucket' && outcome === 'success' ? bucket : undefined

/** The key of the trail that a call created. */
export function newTrailOf(event: ActivityEvent): string | undefined {
  if (event.action !== 'CreateTrail' || event.outcome !== 'success') return undefined
  const name = readTrailFacts(event)?.trail?.name
  return name === undefined ? undefined : trailKey(event.account, name)
}

type Ownership = readonly [bucket: string, owner: AccountId]

const none: readonly Ownership[] = []

/** Who made a bucket owns it; and where a record lists what was touched, it names the owners. */
export function ownersOf(event: ActivityEvent): readonly Ownership[] {
  const { action, raw, bucket } = event
  if (action === 'CreateBucket' && event.outcome === 'success' && bucket !== undefined) {
    const owner = recipientOf(event)
    return owner === undefined || !event.service.startsWith('s3') ? none : [[bucket, owner]]
  }
  if (raw.resources === undefined || !event.service.startsWith('s3')) return none
  return listOf(raw.resources).flatMap(resource => {
    const owner = isObject(resource) ? textOf(resource.accountId) : undefined
    if (!isObject(resource) || owner === undefined || !isAccountId(owner)) return []
    const arn = textOf(resource.ARN) ?? textOf(resource.ARNPrefix)
    const name = arn?.startsWith('arn:') ? bucketOfArn(arn) : undefined
    return name === undefined || name.startsWith('arn:') ? [] : [[name, asAccountId(owner)] satisfies Ownership]
  })
}
