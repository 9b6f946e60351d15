import type { JsonObject } from '#primitives'

/** Arrays in an object of the outermost level whose members are records or envelopes. */
export const containerKeys: ReadonlySet<string> = new Set([
  'Records', // CloudTrail's files, and what Lambda receives from SQS, SNS and Kinesis
  'records', // Firehose
  'Events', // `aws cloudtrail lookup-events`
  'events', // `aws logs filter-log-events`
  'logEvents', // CloudWatch Logs subscriptions
  'Messages', // `aws sqs receive-message`
])

/** Where tools that take a record apart keep the record itself. */
export const originalKeys: readonly string[] = [
  '_raw', // Splunk, Cribl
  'event.original', // Elastic, in tables and in `fields`
  'event', // Elastic
  'original',
  'eventJson', // CloudTrail Lake
  'raw_data', // OCSF
]

/** Where envelopes keep what they carry, the most faithful copy first. */
export const contentKeys: readonly string[] = [
  ...originalKeys.slice(0, 2),
  '@message', // CloudWatch Logs Insights
  'CloudTrailEvent', // lookup-events
  'detail', // EventBridge
  'message', // CloudWatch Logs
  'Message', // SNS
  'Sns',
  'Body', // SQS
  'body',
  'awslogs', // CloudWatch Logs to Lambda
  'kinesis',
  'data',
  'Data',
  'result', // Splunk
  '_source', // Elasticsearch, OpenSearch
  'aws',
  'cloudtrail',
  'event',
  'fields', // Elasticsearch
  ...originalKeys.slice(3),
]

/** Members of a CloudTrail record that no envelope has. */
const recordKeys: readonly string[] = [
  'eventSource',
  'eventName',
  'eventVersion',
  'userIdentity',
  'eventID',
  'awsRegion',
  'requestParameters',
  'responseElements',
  'recipientAccountId',
  'insightDetails',
]

/** What Lambda receives from SQS and Kinesis has an `eventSource` too, in another form than CloudTrail's: `aws:sqs`. */
export const isDelivery = (value: JsonObject): boolean =>
  typeof value.eventSource === 'string' && value.eventSource.startsWith('aws:') && value.userIdentity === undefined

/** Whether an object is a record, if perhaps a bad one: what a record holds inside is never taken for a record. */
export const isRecord = (value: JsonObject): boolean => recordKeys.some(key => Object.hasOwn(value, key))

/** Keys that a record or an envelope starts with, as AWS and the usual tools write them. */
export const firstKeys: ReadonlySet<string> = new Set([
  ...recordKeys,
  'Records',
  'eventTime',
  'sourceIPAddress',
  'userAgent',
  'requestID',
  'eventType',
  'eventCategory',
  'additionalEventData',
  'apiVersion',
  'managementEvent',
  'readOnly',
  'sharedEventID',
  'version', // EventBridge
  'messageType', // CloudWatch Logs
])
