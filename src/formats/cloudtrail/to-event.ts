import { type ActivityEvent, networkOf, type Origin } from '#events'
import { asAccountId, failure, isObject, type JsonObject, ok, type Result, textOf } from '#primitives'
import { accountText, actorOf } from './normalise/actor.ts'
import { bucketOf, keyOf, needsResources } from './normalise/bucket.ts'
import { categoryOf } from './normalise/category.ts'
import { identityOf, identityOfRequest, isGuid } from './normalise/identity.ts'
import { outcomeOf, outcomeOfMessage } from './normalise/outcome.ts'
import { parseEventTime } from './normalise/time.ts'

/**
 * Everything of a raw record that `cloudTrailEvent` reads, or that an event's noise is told by: a record reduced to these gives the
 * same event, unless it `needsWhole`.
 */
export const cloudTrailEventPaths: readonly string[] = [
  '@timestamp',
  'additionalEventData.bytesTransferredOut',
  'awsRegion',
  'errorCode',
  'errorMessage',
  'eventCategory',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'managementEvent',
  'recipientAccountId',
  'requestID',
  'requestParameters.Host',
  'requestParameters.bucketName',
  'requestParameters.host',
  'requestParameters.key',
  'requestParameters.versionId',
  'sessionCredentialFromConsole',
  'sourceIPAddress',
  'userAgent',
  'userIdentity.accessKeyId',
  'userIdentity.accountId',
  'userIdentity.arn',
  'userIdentity.invokedBy',
  'userIdentity.onBehalfOf.userId',
  'userIdentity.principalId',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.type',
  'userIdentity.userName',
  'vpcEndpointId',
]

/**
 * The few records that tell by more than these paths which they are, or what they are about. One without a caller may have been
 * exported with flat keys, such as `userIdentity.arn`.
 */
export const needsWhole = (record: JsonObject): boolean =>
  !isGuid(textOf(record.eventID) ?? '') || record.userIdentity === undefined || needsResources(record)

type Draft = { -readonly [Member in keyof ActivityEvent]: ActivityEvent[Member] }

/**
 * Normalises one CloudTrail record. Only what is no record at all is refused (`not-a-cloudtrail-record`): whatever else is
 * missing or bent stays empty in the event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function cloudTrailEvent(record: JsonObject, origin: Origin): Result<ActivityEvent> {
  if (!isText(record.eventName) && !isText(record.eventSource)) return failure(notARecord(record, origin))
  const service = textOf(record.eventSource) ?? ''
  const action = textOf(record.eventName) ?? ''
  const { id, identity, isGenuine } = identityOf(record)
  const actor = actorOf(record)
  const error = textOf(record.errorCode)
  const event: Draft = {
    id,
    identity,
    time: timeOf(record),
    log: 'cloudtrail',
    service,
    action,
    category: categoryOf(record, service, action),
    outcome: error ? outcomeOf(error) : outcomeOfMessage(textOf(record.errorMessage)),
    actor,
    network: networkOf(textOf(record.sourceIPAddress), textOf(record.vpcEndpointId)),
    account: asAccountId(accountText(record.recipientAccountId) ?? ownAccount(record)),
    region: textOf(record.awsRegion) ?? '',
    origin,
    raw: record,
  }
  if (error && event.outcome !== 'success') event.errorCode = error
  const userAgent = textOf(record.userAgent)
  if (userAgent) event.userAgent = withoutBrackets(userAgent)
  if (service === '' || service.startsWith('s3')) addTarget(event, record)
  if (isGenuine) event.identity = identityOfRequest(event) ?? identity
  return ok(event)
}

const isText = (value: JsonObject[string]): boolean => typeof value === 'string' && value !== ''

const notARecord = (record: JsonObject, origin: Origin) => ({
  code: 'not-a-cloudtrail-record',
  message: 'This is no CloudTrail record: it has neither an eventName nor an eventSource.',
  at: { file: origin.file, record: origin.record },
  expected: 'an object with eventName and eventSource',
  received: `an object with ${Object.keys(record).slice(0, 8).join(', ') || 'no members'}`,
})

/** Log shippers such as Logstash move the time to `@timestamp`. */
function timeOf(record: JsonObject): number | undefined {
  // Log shippers also write epoch milliseconds.
  if (typeof record.eventTime === 'number' && record.eventTime > 1e11) return record.eventTime
  const time = textOf(record.eventTime)
  const found = time === undefined ? undefined : parseEventTime(time)
  if (found !== undefined) return found
  const stamp = textOf(record['@timestamp'])
  return stamp === undefined ? undefined : parseEventTime(stamp)
}

/** Records from before `recipientAccountId` belong to the caller's account, as far as they tell. */
function ownAccount(record: JsonObject): string {
  const account = isObject(record.userIdentity) ? accountText(record.userIdentity.accountId) : undefined
  return account !== undefined && /^\d+$/.test(account) ? account : ''
}

/** S3 writes the caller's user agent in brackets. */
const withoutBrackets = (text: string): string =>
  text.startsWith('[') && text.endsWith(']') && text.length > 2 ? text.slice(1, -1) : text

function addTarget(event: Draft, record: JsonObject): void {
  const parameters = isObject(record.requestParameters) ? record.requestParameters : undefined
  const bucket = bucketOf(record, parameters)
  if (bucket !== undefined) event.bucket = bucket
  const key = keyOf(record, parameters)
  // The call that lists a bucket names the prefix of its objects: an ARN with an empty key.
  if (key !== undefined && key !== '') event.key = key
  if (!isObject(record.additionalEventData)) return
  const bytes = numberOf(record.additionalEventData.bytesTransferredOut)
  if (bytes !== undefined) event.bytesOut = bytes
}

/** Written as `89`, `89.0` or `"89"`. */
function numberOf(value: JsonObject[string]): number | undefined {
  const number = typeof value === 'number' ? value : Number.parseFloat(textOf(value) ?? '')
  return number >= 0 ? number : undefined
}
