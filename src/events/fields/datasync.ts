import type { DataSyncLocationFact, S3Facts } from '../facts/index.ts'
import { factField, known } from './fact-field.ts'
import type { Field, FieldGroup } from './field.ts'

const calls = '`requestParameters` and `responseElements` of the DataSync call'
const joined = 'the `CreateLocation*` call that made the location, when it is in the logs'
/** A DataSync call names what it made in its answer. */
const paths = ['requestParameters', 'responseElements', 'recipientAccountId']

const task = factField('datasync', calls, paths)

/** What is known of one end of a task, or of a location just created. */
const locationFields = (
  name: string,
  source: string,
  locationOf: (facts: S3Facts) => DataSyncLocationFact | undefined,
): readonly Field[] => {
  const location = factField(`datasync.${name}`, source, paths)
  return [
    location(
      'kind',
      'string',
      '`s3`, `nfs`, `smb`, `efs`, `fsx`, `hdfs`, `object-storage`, `azure-blob` or `other`.',
      facts => locationOf(facts)?.kind,
    ),
    location('bucket', 'string', 'The bucket, of S3 and other object stores.', facts => locationOf(facts)?.bucket),
    location('account', 'string', 'The account in the location’s ARN.', facts => locationOf(facts)?.account),
    location(
      'name',
      'string',
      'What a person would call it: `amzn-s3-demo-bucket`, `object-storage drop at files.example.com`.',
      facts => nameLocation(locationOf(facts)),
    ),
    location(
      'access_role',
      'string',
      'The role that DataSync assumes to reach the bucket.',
      facts => locationOf(facts)?.bucketAccessRole,
    ),
    location(
      'server',
      'string',
      'The host of the file server or object store.',
      facts => locationOf(facts)?.serverHostname,
    ),
  ]
}

function nameLocation(location: DataSyncLocationFact | undefined): string | undefined {
  if (location === undefined) return undefined
  const { kind, bucket, serverHostname } = location
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
    ...locationFields('source', joined, facts => facts.dataSyncTask?.source),
    ...locationFields('destination', joined, facts => facts.dataSyncTask?.destination),
    task(
      'location.arn',
      'string',
      'The location that the call created or changed.',
      facts => facts.dataSyncLocation?.locationArn,
    ),
    ...locationFields('location', calls, facts => facts.dataSyncLocation),
    task('buckets[]', 'string', 'Every bucket known to take part.', facts =>
      known([
        facts.dataSyncTask?.source?.bucket,
        facts.dataSyncTask?.destination?.bucket,
        facts.dataSyncLocation?.bucket,
      ]),
    ),
  ],
}
