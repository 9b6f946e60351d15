import { isObject, type JsonObject } from '#primitives'

/** Shapes into which other programs bring CloudTrail's records, and that no longer hold all that is needed. */
export type ForeignShape = 'ecs' | 'event-history' | 'ocsf'

/** What the shape is, and what to give in its place. */
export const foreignShapes: Readonly<Record<ForeignShape, string>> = {
  ecs:
    'This is an export of Elastic (ECS) without the records themselves: they stand in event.original, which was not kept. Keep it ' +
    '(preserve_original_event) and export again, or give the CloudTrail files of the bucket.',
  'event-history':
    "This is the CSV of the CloudTrail console's Event history: it does not hold what was asked for in each call. Download it as JSON, " +
    'or give the CloudTrail files of the bucket.',
  ocsf:
    'This is an OCSF event, as Security Lake keeps them: not the record that CloudTrail wrote. Give the CloudTrail files of the bucket, ' +
    'or the output of aws cloudtrail lookup-events.',
}

/** The shape of an object that is an event of another kind than CloudTrail's; undefined where it is none of these. */
export function foreignShapeOf(value: JsonObject): ForeignShape | undefined {
  if (typeof value['class_uid'] === 'number' && isObject(value['api'])) return 'ocsf'
  const aws = value['aws']
  const cloudTrail = isObject(aws) ? aws['cloudtrail'] : undefined
  if (isObject(cloudTrail) && Object.keys(cloudTrail).some(name => membersOfElastic.has(name))) return 'ecs'
  return isOfElastic(Object.keys(value)) ? 'ecs' : undefined
}

/** What Elastic's integration makes of the members of a record. */
const membersOfElastic: ReadonlySet<string> = new Set([
  'event_category',
  'event_type',
  'event_version',
  'flattened',
  'recipient_account_id',
  'request_parameters',
  'response_elements',
  'user_identity',
])

/** The shape of a table by its columns. */
export function foreignTableOf(columns: readonly string[]): ForeignShape | undefined {
  if (columns[0] === 'Event name' && columns.includes('Event time')) return 'event-history'
  return isOfElastic(columns) ? 'ecs' : undefined
}

const isOfElastic = (names: readonly string[]): boolean => names.some(name => /^aws\.cloudtrail\.[a-z_]+/.test(name))
