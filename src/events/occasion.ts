import type { LogKind } from './activity-event.ts'
import { rawPathsOf } from './fields/catalogue.ts'

/** What each record of CloudTrail has of its own, though it is like others in all else. */
export const occasionPaths = [
  'eventTime',
  'eventID',
  'requestID',
  'requestParameters.key',
  'additionalEventData.bytesTransferredOut',
  'additionalEventData.bytesTransferredIn',
] as const

/** Resources are named by the key. */
const told = [...occasionPaths, 'resources']

/** The fields that are read from what each line of an access log has of its own. */
const fieldsOfLine: ReadonlySet<string> = new Set([
  'bucket.torn_down',
  'event.id',
  'event.time',
  's3.bytes_out',
  's3.key',
  's3.object.version_id',
  's3.request.expires_seconds',
  's3.request.presigned',
  'bytes_sent',
  'host_id',
  'key',
  'key_name',
  'object_size',
  'request_id',
  'request_time',
  'request_uri',
  'time',
  'total_time',
  'turn_around_time',
  'version_id',
])

const answers = new Map<string, boolean>()

/** Whether a field may differ among events of the log that are alike (see `EventSink`). */
export function isOfOccasion(field: string, log: LogKind): boolean {
  if (log === 's3-access-log') return fieldsOfLine.has(field)
  const known = answers.get(field)
  if (known !== undefined) return known
  const answer = rawPathsOf(field).some(path => told.some(own => isWithin(own, path) || isWithin(path, own)))
  answers.set(field, answer)
  return answer
}

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`)
