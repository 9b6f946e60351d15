import type { ActivityEvent, DataSyncLocationFact, DataSyncTaskFact, S3Facts } from '#events'
import { accountOfArn, filledTextOf, type JsonValue } from '#primitives'
import { bucketOfArn } from '../bucket-arn.ts'
import { memberAt, parametersOf } from '../member-at.ts'

/** `CreateLocationS3`, `UpdateLocationFsxOntap`, ...: what the location is, from the end of the call's name. */
const kinds: readonly (readonly [start: string, kind: DataSyncLocationFact['kind']])[] = [
  ['s3', 's3'],
  ['nfs', 'nfs'],
  ['smb', 'smb'],
  ['efs', 'efs'],
  ['fsx', 'fsx'],
  ['hdfs', 'hdfs'],
  ['objectstorage', 'object-storage'],
  ['azureblob', 'azure-blob'],
]

function kindOf(action: string): DataSyncLocationFact['kind'] {
  const name = action.slice('CreateLocation'.length).toLowerCase()
  return kinds.find(([start]) => name.startsWith(start))?.[1] ?? 'other'
}

/** CloudTrail writes DataSync's members with a small first letter; any letter case is taken. */
const read = (from: JsonValue | undefined, ...names: readonly string[]): string | undefined =>
  filledTextOf(memberAt(from, ...names))

/**
 * The location that a call creates or changes. Undefined when the record does not name it, as for a denied call.
 * https://docs.aws.amazon.com/datasync/latest/userguide/API_CreateLocationS3.html
 */
function readLocation(event: ActivityEvent): DataSyncLocationFact | undefined {
  const parameters = parametersOf(event)
  const locationArn = read(event.raw.responseElements, 'locationarn') ?? read(parameters, 'locationarn')
  if (locationArn === undefined) return undefined
  const account = accountOfArn(locationArn)
  const bucket = bucketOfArn(read(parameters, 's3bucketarn') ?? read(parameters, 'bucketname'))
  const bucketAccessRole = read(parameters, 's3config', 'bucketaccessrolearn')
  const serverHostname =
    read(parameters, 'serverhostname') ?? read(parameters, 'containerurl') ?? read(parameters, 'domain')
  return {
    locationArn,
    ...(account !== undefined && { account }),
    kind: kindOf(event.action),
    ...(bucket !== undefined && { bucket }),
    ...(bucketAccessRole !== undefined && { bucketAccessRole }),
    ...(serverHostname !== undefined && { serverHostname }),
  }
}

/**
 * The task that a call creates or changes, with its locations as far as the call names them.
 * https://docs.aws.amazon.com/datasync/latest/userguide/API_CreateTask.html
 */
function readTask(event: ActivityEvent): DataSyncTaskFact {
  const parameters = parametersOf(event)
  const taskArn = read(event.raw.responseElements, 'taskarn') ?? read(parameters, 'taskarn')
  const sourceLocationArn = read(parameters, 'sourcelocationarn')
  const destinationLocationArn = read(parameters, 'destinationlocationarn')
  const sourceAccount = sourceLocationArn === undefined ? undefined : accountOfArn(sourceLocationArn)
  const destinationAccount = destinationLocationArn === undefined ? undefined : accountOfArn(destinationLocationArn)
  return {
    ...(taskArn !== undefined && { taskArn }),
    ...(sourceLocationArn !== undefined && { sourceLocationArn }),
    ...(destinationLocationArn !== undefined && { destinationLocationArn }),
    ...(sourceAccount !== undefined && { sourceAccount }),
    ...(destinationAccount !== undefined && { destinationAccount }),
  }
}

/** What a call to DataSync sets up; undefined when it sets up neither a location nor a task. */
export function readDataSyncFacts(event: ActivityEvent): S3Facts | undefined {
  if (event.action === 'CreateTask' || event.action === 'UpdateTask') return { dataSyncTask: readTask(event) }
  if (!/^(?:Create|Update)Location/.test(event.action)) return undefined
  const dataSyncLocation = readLocation(event)
  return dataSyncLocation && { dataSyncLocation }
}
