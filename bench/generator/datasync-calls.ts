import type { JsonObject } from '#primitives'
import type { Call } from './record.ts'

/** DataSync's API in CloudTrail's lower camel case. https://docs.aws.amazon.com/datasync/latest/userguide/logging-using-cloudtrail.html */

export interface DataSyncPlace {
  readonly account: string
  readonly region: string
}

const arn = ({ account, region }: DataSyncPlace, resource: string): string =>
  `arn:aws:datasync:${region}:${account}:${resource}`

const locationArn = (place: DataSyncPlace, id: string): string => arn(place, `location/loc-${id}`)
const taskArn = (place: DataSyncPlace, id: string): string => arn(place, `task/task-${id}`)

const call = (place: DataSyncPlace, name: string, parameters: JsonObject, response: JsonObject): Call => ({
  source: 'datasync.amazonaws.com',
  name,
  readOnly: false,
  parameters,
  response,
  host: `datasync.${place.region}.amazonaws.com`,
})

export const createLocationS3 = (place: DataSyncPlace, id: string, bucket: string, role: string): Call =>
  call(
    place,
    'CreateLocationS3',
    {
      s3BucketArn: `arn:aws:s3:::${bucket}`,
      s3StorageClass: 'STANDARD',
      s3Config: { bucketAccessRoleArn: role },
      subdirectory: '/',
      tags: [],
    },
    { locationArn: locationArn(place, id) },
  )

export const createLocationObjectStorage = (
  place: DataSyncPlace,
  id: string,
  storage: { hostname: string; bucket: string; accessKey: string },
): Call =>
  call(
    place,
    'CreateLocationObjectStorage',
    {
      serverHostname: storage.hostname,
      serverPort: 443,
      serverProtocol: 'HTTPS',
      bucketName: storage.bucket,
      subdirectory: '/',
      accessKey: storage.accessKey,
      secretKey: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      agentArns: [],
      tags: [],
    },
    { locationArn: locationArn(place, id) },
  )

export const createTask = (place: DataSyncPlace, id: string, source: string, destination: string): Call =>
  call(
    place,
    'CreateTask',
    {
      sourceLocationArn: locationArn(place, source),
      destinationLocationArn: locationArn(place, destination),
      options: { verifyMode: 'ONLY_FILES_TRANSFERRED', logLevel: 'OFF' },
      excludes: [],
      includes: [],
      tags: [],
    },
    { taskArn: taskArn(place, id) },
  )

export const startTaskExecution = (place: DataSyncPlace, id: string, execution: string): Call =>
  call(
    place,
    'StartTaskExecution',
    { taskArn: taskArn(place, id) },
    { taskExecutionArn: `${taskArn(place, id)}/execution/exec-${execution}` },
  )
