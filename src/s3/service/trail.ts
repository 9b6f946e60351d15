import type { ActivityEvent, S3Facts, TrailFact } from '#events'
import { filledTextOf, memberOf } from '#primitives'
import { parametersOf } from '../member-at.ts'
import { judgeSelectors } from './trail-selectors.ts'

const calls: ReadonlySet<string> = new Set([
  'CreateTrail',
  'UpdateTrail',
  'StartLogging',
  'StopLogging',
  'DeleteTrail',
  'PutEventSelectors',
  'UpdateEventDataStore',
  'StopEventDataStoreIngestion',
  'DeleteEventDataStore',
])

/**
 * What a call changes about a trail, or about an event data store of CloudTrail Lake, which records like one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function readTrailFacts(event: ActivityEvent): S3Facts | undefined {
  return calls.has(event.action) ? { trail: readTrail(event) } : undefined
}

function readTrail(event: ActivityEvent): TrailFact {
  const { action } = event
  const parameters = parametersOf(event)
  const text = (name: string): string | undefined => filledTextOf(memberOf(parameters, name))
  const name = nameOf(text('name') ?? text('trailname') ?? text('eventdatastore'))
  const bucket = text('s3bucketname')
  const basic = memberOf(parameters, 'eventselectors')
  const advanced = memberOf(parameters, 'advancedeventselectors')
  const hasSelectors = action !== 'CreateTrail' && (basic ?? advanced ?? undefined) !== undefined
  return {
    ...(name !== undefined && { name }),
    ...(bucket !== undefined && { bucket }),
    stopped: action === 'StopLogging' || action === 'StopEventDataStoreIngestion',
    deleted: action.startsWith('Delete'),
    ...(hasSelectors && { selectors: judgeSelectors(basic, advanced) }),
  }
}

const nameOf = (text: string | undefined): string | undefined =>
  text?.startsWith('arn:') ? text.replace(/^.*\//, '') : text
