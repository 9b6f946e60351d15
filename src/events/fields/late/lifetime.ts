import { trailKey } from '../../knowledge.ts'
import { bothLogs, cloudTrailOnly, type Field } from '../field.ts'
import { bucketPaths } from '../record-paths.ts'
import { lateField } from './late-field.ts'

/** How soon after a change its bucket's deletion, or before it its trail's creation, belongs to it. */
const soon = 3_600_000

const withTime = (name: string | undefined, time: number | undefined): string[] =>
  time === undefined || name === undefined ? [] : [name, String(time)]

const isWithin = (from: number | undefined, to: number | undefined): boolean =>
  from !== undefined && to !== undefined && from <= to && to - from <= soon

/** Whether what was changed had just been made, or is gone soon: then the change weighs less. */
export const lifeFields: readonly Field[] = [
  lateField(
    {
      name: 'bucket.torn_down',
      type: 'boolean',
      meaning: 'The bucket itself is deleted within an hour after the event, as when a whole stack is removed.',
      source: '`s3.bucket`, and all logs',
      logs: bothLogs,
      paths: [...bucketPaths, 'eventTime'],
    },
    ({ event }) => withTime(event.bucket, event.time),
    ([bucket, time], knowledge) =>
      bucket === undefined ? undefined : isWithin(Number(time), knowledge.deletionOf(bucket)),
  ),
  lateField(
    {
      name: 'trail.new',
      type: 'boolean',
      meaning: 'The trail was created less than an hour before the event.',
      source: '`trail.name`, and all logs',
      logs: cloudTrailOnly,
      paths: ['requestParameters.name', 'requestParameters.trailName', 'recipientAccountId', 'eventTime'],
    },
    ({ event, facts }) => withTime(facts.trail?.name && trailKey(event.account, facts.trail.name), event.time),
    ([key, time], knowledge) =>
      key === undefined ? undefined : isWithin(knowledge.trailCreationOf(key), Number(time)),
  ),
]
