import type { DataSyncLocationFact, DataSyncTaskFact } from '../../facts/index.ts'
import { cloudTrailOnly, type FieldGroup } from '../field.ts'
import { lateField } from '../late/late-field.ts'
import { parameterPaths } from '../record-paths.ts'
import { factField, known } from './fact-field.ts'

const calls = '`requestParameters` and `responseElements` of the DataSync call'
const joined = 'the `CreateLocation*` call that made the location, when it is in the logs'
/** A DataSync call names what it made in its answer. */
const paths = [
  ...parameterPaths(
    'LocationArn',
    'TaskArn',
    'SourceLocationArn',
    'DestinationLocationArn',
    'S3BucketArn',
    'BucketName',
    'S3Config',
    'ServerHostname',
    'ContainerUrl',
    'Domain',
  ),
  'responseElements.LocationArn',
  'responseElements.locationArn',
  'responseElements.TaskArn',
  'responseElements.taskArn',
  'recipientAccountId',
]

const task = factField('datasync', calls, paths)

type LocationReader = (location: DataSyncLocationFact) => string | undefined

/** What a location is, under names of its own for each place where one stands. */
const aboutLocations: readonly (readonly [name: string, meaning: string, read: LocationReader])[] = [
  [
    'kind',
    '`s3`, `nfs`, `smb`, `efs`, `fsx`, `hdfs`, `object-storage`, `azure-blob` or `other`.',
    location => location.kind,
  ],
  ['bucket', 'The bucket, of S3 and other object stores.', location => location.bucket],
  ['account', 'The account in the location’s ARN.', location => location.account],
  [
    'name',
    'What a person would call it: `amzn-s3-demo-bucket`, `object-storage drop at files.example.com`.',
    nameLocation,
  ],
  ['access_role', 'The role that DataSync assumes to reach the bucket.', location => location.bucketAccessRole],
  ['server', 'The host of the file server or object store.', location => location.serverHostname],
]

const location = factField('datasync.location', calls, paths)
const locationFields = aboutLocations.map(([name, meaning, read]) =>
  location(name, 'string', meaning, ({ dataSyncLocation }) => dataSyncLocation && read(dataSyncLocation)),
)

/** One end of a task. The task names it by its ARN; what it is, another call tells. */
const endFields = (end: 'source' | 'destination', arnOf: (task: DataSyncTaskFact) => string | undefined) =>
  aboutLocations.map(([name, meaning, read]) =>
    lateField(
      { name: `s3.datasync.${end}.${name}`, type: 'string', meaning, source: joined, logs: cloudTrailOnly, paths },
      ({ facts: { dataSyncTask } }) => namedOf([dataSyncTask && arnOf(dataSyncTask)]),
      ([arn], knowledge) => {
        const place = arn === undefined ? undefined : knowledge.locationOf(arn)
        return place && read(place)
      },
    ),
  )

const namedOf = (names: readonly (string | undefined)[]): string[] => names.filter(name => name !== undefined)

/** A location just created has its bucket with it; those of a task are asked for by ARN. */
const bucketsField = lateField(
  {
    name: 's3.datasync.buckets[]',
    type: 'string',
    meaning: 'Every bucket known to take part.',
    source: joined,
    logs: cloudTrailOnly,
    paths,
  },
  ({ facts: { dataSyncTask, dataSyncLocation } }) =>
    namedOf([dataSyncTask?.sourceLocationArn, dataSyncTask?.destinationLocationArn, dataSyncLocation?.bucket]),
  (asked, knowledge) => known(asked.map(name => (name.startsWith('arn:') ? knowledge.locationOf(name)?.bucket : name))),
)

/**
 * The bucket that a task writes to, by whose it is. Its location is made in the own account, whosever the bucket.
 * @param holds of what is known of the bucket: own, not own, or nothing.
 */
const destinationField = (name: string, meaning: string, holds: (isOwn: boolean | undefined) => boolean) =>
  lateField(
    {
      name,
      type: 'string',
      meaning,
      source: `${joined}, and all logs`,
      logs: cloudTrailOnly,
      // Owners of buckets are told there.
      paths: [...paths, 'resources'],
    },
    ({ facts: { dataSyncTask } }) => namedOf([dataSyncTask?.destinationLocationArn]),
    ([arn], knowledge) => {
      const place = arn === undefined ? undefined : knowledge.locationOf(arn)
      if (place?.kind !== 's3' || place.bucket === undefined) return undefined
      return holds(knowledge.isOwnBucket(place.bucket)) ? place.bucket : undefined
    },
  )

function nameLocation({ kind, bucket, serverHostname }: DataSyncLocationFact): string | undefined {
  if (kind === 's3' && bucket !== undefined) return bucket
  const parts = [kind, bucket, serverHostname && `at ${serverHostname}`]
  return parts.filter(part => part !== undefined && part !== '').join(' ')
}

export const dataSyncFields: FieldGroup = {
  title: 'DataSync',
  about:
    'Copy tasks and their two locations. A task names its locations by opaque ARNs: what they are is known once their `CreateLocation*` calls are in the logs.',
  fields: [
    task('task_arn', 'string', 'The task.', facts => facts.dataSyncTask?.taskArn),
    task('source_location', 'string', 'ARN of the location read from.', facts => facts.dataSyncTask?.sourceLocationArn),
    task(
      'destination_location',
      'string',
      'ARN of the location written to.',
      facts => facts.dataSyncTask?.destinationLocationArn,
    ),
    task('source_account', 'string', 'The account in the source’s ARN.', facts => facts.dataSyncTask?.sourceAccount),
    task(
      'destination_account',
      'string',
      'The account in the destination’s ARN.',
      facts => facts.dataSyncTask?.destinationAccount,
    ),
    ...endFields('source', ({ sourceLocationArn }) => sourceLocationArn),
    ...endFields('destination', ({ destinationLocationArn }) => destinationLocationArn),
    task(
      'location.arn',
      'string',
      'The location that the call created or changed.',
      facts => facts.dataSyncLocation?.locationArn,
    ),
    ...locationFields,
    bucketsField,
    destinationField(
      's3.datasync.foreign_bucket',
      'The bucket of S3 that a task writes to, when it is known to be of another account.',
      isOwn => isOwn === false,
    ),
    destinationField(
      's3.datasync.unknown_bucket',
      'The bucket of S3 that a task writes to, when nothing tells whose it is.',
      isOwn => isOwn === undefined,
    ),
  ],
}
