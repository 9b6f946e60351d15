import type { ActivityEvent, ExportFact } from '#events'
import { filledTextOf, isObject, type JsonValue, memberOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { exportTo } from './export-to.ts'

type Read = (event: ActivityEvent) => ExportFact | undefined

/** The parameter itself, or in the element that newer calls of EC2 wrap their parameters in. */
function parameter(event: ActivityEvent, ...path: readonly [string, ...string[]]): JsonValue | undefined {
  const parameters = parametersOf(event)
  const plain = memberAt(parameters, ...path)
  if (plain !== undefined) return plain
  return memberAt(memberOf(parameters, `${event.action.toLowerCase()}request`), ...path)
}

const flowLogs: Read = event => {
  const destination = filledTextOf(parameter(event, 'logdestination'))
  return destination?.includes(':s3:::') ? exportTo(event, 'flow-logs', destination, undefined) : undefined
}

/**
 * Data that other services are told to write to a bucket, by service and call. Only of few a real record was at hand: the shapes are
 * taken from the APIs.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartExportTask.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateStoreImageTask.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInstanceExportTask.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ExportImage.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html
 */
const exports: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    'rds.amazonaws.com StartExportTask': event =>
      exportTo(event, 'rds-snapshot', parameter(event, 's3bucketname'), undefined),
    'dynamodb.amazonaws.com ExportTableToPointInTime': event =>
      exportTo(event, 'dynamodb-table', parameter(event, 's3bucket'), parameter(event, 's3bucketowner')),
    'ec2.amazonaws.com CreateStoreImageTask': event => exportTo(event, 'ami', parameter(event, 'bucket'), undefined),
    'ec2.amazonaws.com CreateInstanceExportTask': event =>
      exportTo(
        event,
        'instance',
        parameter(event, 'exporttos3task', 's3bucket') ?? parameter(event, 'exporttos3', 's3bucket'),
        undefined,
      ),
    'ec2.amazonaws.com ExportImage': event =>
      exportTo(event, 'image', parameter(event, 's3exportlocation', 's3bucket'), undefined),
    'ec2.amazonaws.com CreateFlowLogs': flowLogs,
    'logs.amazonaws.com CreateExportTask': event =>
      exportTo(event, 'log-group', parameter(event, 'destination'), undefined),
  }),
)

/** What a service is told to write to a bucket; undefined for other calls, and where the record has no parameters. */
export function readServiceExport(event: ActivityEvent): ExportFact | undefined {
  if (!exportCalls.has(event.action) || !isObject(event.raw.requestParameters)) return undefined
  return exports.get(`${event.service} ${event.action}`)?.(event)
}

const exportCalls: ReadonlySet<string> = new Set([...exports.keys()].map(name => name.replace(/^.* /, '')))
