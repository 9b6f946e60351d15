import type { ActivityEvent } from '../../activity-event.ts'
import { operationOf } from '../../operation.ts'
import { bothLogs, cloudTrailOnly, type Field, type FieldGroup, type FieldType, type FieldValue } from '../field.ts'
import { accountPaths } from '../record-paths.ts'

/** Builds a field that is read off the event itself. */
export function eventField(
  name: string,
  type: FieldType,
  meaning: string,
  origin: { source: string; paths: readonly string[]; logs?: Field['logs'] },
  read: (event: ActivityEvent) => FieldValue,
): Field {
  const { source, paths, logs = bothLogs } = origin
  return { name, type, meaning, source, logs, paths, read: observation => read(observation.event) }
}

/** RFC 3339 with milliseconds, as findings write it. */
const timeText = (time: number | undefined): FieldValue =>
  time === undefined ? undefined : new Date(time).toISOString()

export const eventFields: FieldGroup = {
  title: 'The event',
  about: 'What happened, the same for both logs.',
  fields: [
    eventField(
      'event.id',
      'string',
      'The event’s id.',
      { source: 'CloudTrail `eventID`; for an access log, the request id with operation and key', paths: ['eventID'] },
      event => event.id,
    ),
    eventField(
      'event.time',
      'time',
      'When the request was completed (CloudTrail) or received (access log), RFC 3339 in UTC.',
      { source: 'CloudTrail `eventTime`, access log time', paths: ['eventTime', '@timestamp'] },
      event => timeText(event.time),
    ),
    eventField(
      'event.log',
      'string',
      'The log it comes from: `cloudtrail` or `s3-access-log`.',
      { source: 'the format of the file', paths: [] },
      event => event.log,
    ),
    eventField(
      'event.service',
      'string',
      'The service that was called, e.g. `s3.amazonaws.com`.',
      { source: 'CloudTrail `eventSource`', paths: ['eventSource'] },
      event => event.service,
    ),
    eventField(
      'event.action',
      'string',
      'The API call, or the operation of an access log line.',
      { source: 'CloudTrail `eventName`, access log operation', paths: ['eventName'] },
      event => event.action,
    ),
    eventField(
      'event.operation',
      'string',
      'What was done, by one name for both logs: `GET.POLICY` for `GetBucketPolicy` and `REST.GET.BUCKETPOLICY`.',
      { source: 'CloudTrail `eventName`, access log operation', paths: ['eventName'] },
      event => operationOf(event.action),
    ),
    eventField(
      'event.category',
      'string',
      '`management`, `data` or `other`.',
      {
        source: 'CloudTrail `eventCategory` or `managementEvent`, else the call',
        paths: ['eventCategory', 'managementEvent', 'eventSource', 'eventName'],
      },
      event => event.category,
    ),
    eventField(
      'event.outcome',
      'string',
      '`success`, `denied` (AWS refused the caller) or `failed` (any other error).',
      { source: 'CloudTrail `errorCode`, access log HTTP status and error code', paths: ['errorCode', 'errorMessage'] },
      event => event.outcome,
    ),
    eventField(
      'event.error_code',
      'string',
      'AWS’s error code, absent for a success.',
      { source: 'CloudTrail `errorCode`, access log error code', paths: ['errorCode'] },
      event => event.errorCode,
    ),
    eventField(
      'account',
      'string',
      'The account the record belongs to.',
      {
        source: 'CloudTrail `recipientAccountId`',
        paths: accountPaths,
        logs: cloudTrailOnly,
      },
      event => event.account || undefined,
    ),
    eventField(
      'region',
      'string',
      'The region that was called.',
      { source: 'CloudTrail `awsRegion`; access log source region, where known', paths: ['awsRegion'] },
      event => event.region || undefined,
    ),
    eventField(
      'user_agent',
      'string',
      'The caller’s user agent, without the brackets that S3 puts around it.',
      { source: 'CloudTrail `userAgent`, access log user agent', paths: ['userAgent'] },
      event => event.userAgent,
    ),
  ],
}
