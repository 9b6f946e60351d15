import {
  cloudTrailEvents,
  dataSyncEvents,
  guardDutyEvents,
  kmsEvents,
  macieEvents,
  transferEvents,
} from './other-services.ts'
import { bucketEvents, controlEvents, objectEvents } from './s3.ts'
import { directoryBucketEvents, objectLambdaEvents, outpostEvents, tableEvents, vectorEvents } from './s3-families.ts'

export { neverWritten } from './never-written.ts'

/** Services of which every name is listed: any other is a mistake, or newer than the list. */
const complete: Readonly<Record<string, readonly string[]>> = {
  's3.amazonaws.com': [...bucketEvents, ...objectEvents, ...controlEvents],
  's3express.amazonaws.com': directoryBucketEvents,
  's3-outposts.amazonaws.com': outpostEvents,
  's3-object-lambda.amazonaws.com': objectLambdaEvents,
  's3tables.amazonaws.com': tableEvents,
  's3vectors.amazonaws.com': vectorEvents,
  'cloudtrail.amazonaws.com': cloudTrailEvents,
  'datasync.amazonaws.com': dataSyncEvents,
  'kms.amazonaws.com': kmsEvents,
  'macie2.amazonaws.com': macieEvents,
  'transfer.amazonaws.com': transferEvents,
}

/** Of large services only the calls that touch buckets, and those by which a caller looks around or stays. */
const partial: Readonly<Record<string, readonly string[]>> = {
  'dynamodb.amazonaws.com': ['ExportTableToPointInTime'],
  'ec2.amazonaws.com': ['CreateFlowLogs', 'CreateInstanceExportTask', 'CreateStoreImageTask', 'ExportImage'],
  'guardduty.amazonaws.com': guardDutyEvents,
  'iam.amazonaws.com': [
    'AddUserToGroup',
    'AttachUserPolicy',
    'CreateAccessKey',
    'CreateLoginProfile',
    'CreateUser',
    'PutGroupPolicy',
    'PutUserPolicy',
    'UpdateLoginProfile',
  ],
  'logs.amazonaws.com': ['CreateExportTask'],
  'rds.amazonaws.com': ['StartExportTask'],
  'sts.amazonaws.com': ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'GetCallerIdentity'],
}

/** The names that CloudTrail writes as `eventName`, by `eventSource`. */
export const cloudTrailEventNames: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({ ...complete, ...partial }).map(([service, names]) => [service, new Set(names)]),
)
