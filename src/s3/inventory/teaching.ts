import { type ActivityEvent, rawPathsOf, trailKey } from '#events'
import { type AccountId, asAccountId, filledTextOf, isObject, listOf, memberOf, objectOf, textOf } from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'

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

/** Services that write nothing but logs. */
const logWriters: ReadonlySet<string> = new Set([
  'cloudtrail.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'logging.s3.amazonaws.com',
])

/**
 * The bucket that a call makes a destination of logs, or into which a service is seen to put them. A destination that is given up
 * still holds its logs, so that nothing ends it.
 */
export function logBucketOf(event: ActivityEvent): string | undefined {
  if (event.outcome !== 'success') return undefined
  switch (event.action) {
    case 'CreateTrail':
    case 'UpdateTrail':
      return event.service === 'cloudtrail.amazonaws.com' ? trailBucketOf(event) : undefined
    case 'PutBucketLogging':
      return loggingTargetOf(event)
    case 'PutObject':
    case 'REST.PUT.OBJECT':
      return event.actor.kind === 'aws-service' && logWriters.has(event.actor.principal) ? event.bucket : undefined
    default:
      return undefined
  }
}

function trailBucketOf({ raw }: ActivityEvent): string | undefined {
  const parameters = objectOf(raw.requestParameters)
  return parameters && filledTextOf(memberOf(parameters, 's3bucketname'))
}

function loggingTargetOf({ raw }: ActivityEvent): string | undefined {
  const status = objectOf(objectOf(raw.requestParameters)?.BucketLoggingStatus)
  return filledTextOf(objectOf(status?.LoggingEnabled)?.TargetBucket)
}

/** The bucket that a call deleted. */
export const deletedBucketOf = ({ action, outcome, bucket }: ActivityEvent): string | undefined =>
  action === 'DeleteBucket' && outcome === 'success' ? bucket : undefined

/** The key of the trail that a call created. */
export function newTrailOf(event: ActivityEvent): string | undefined {
  if (event.action !== 'CreateTrail' || event.outcome !== 'success') return undefined
  const parameters = objectOf(event.raw.requestParameters)
  const name = parameters && filledTextOf(memberOf(parameters, 'name'))
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
    if (!isObject(resource) || owner === undefined || !/^\d{12}$/.test(owner)) return []
    const arn = textOf(resource.ARN) ?? textOf(resource.ARNPrefix)
    const name = arn?.startsWith('arn:') ? bucketOfArn(arn) : undefined
    return name === undefined || name.startsWith('arn:') ? [] : [[name, asAccountId(owner)] satisfies Ownership]
  })
}
