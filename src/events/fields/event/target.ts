import { cloudTrailOnly, type FieldGroup } from '../field.ts'
import { bucketPaths } from '../record-paths.ts'
import { eventField } from './event.ts'

export const targetFields: FieldGroup = {
  title: 'The bucket and the object',
  about: 'What the call was about, the same for both logs.',
  fields: [
    eventField(
      's3.bucket',
      'string',
      'The bucket’s name.',
      {
        source: 'CloudTrail `requestParameters.bucketName`, else `resources`, else the host name; access log bucket',
        paths: bucketPaths,
      },
      event => event.bucket,
    ),
    eventField(
      's3.key',
      'string',
      'The object’s key, decoded.',
      {
        source: 'CloudTrail `requestParameters.key`, else `resources`; access log key',
        paths: ['requestParameters.key'],
      },
      event => event.key,
    ),
    eventField(
      's3.bytes_out',
      'number',
      'Bytes sent to the caller.',
      {
        source: 'CloudTrail `additionalEventData.bytesTransferredOut`, access log bytes sent',
        paths: ['additionalEventData.bytesTransferredOut'],
      },
      event => event.bytesOut,
    ),
    {
      name: 's3.bucket_deleted',
      type: 'boolean',
      meaning: 'The call deletes a bucket.',
      source: '`DeleteBucket`',
      logs: cloudTrailOnly,
      paths: ['eventName', 'eventSource'],
      read: observation => observation.facts.bucketDeleted,
    },
  ],
}
