import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '#primitives'
import { account, factsOf, foreign } from '../testing/facts-of.ts'

const notified = (NotificationConfiguration: JsonValue) =>
  factsOf('s3', 'PutBucketNotification', { notification: '', NotificationConfiguration }).notification?.configuration
const lambda = (owner: string, name = 'f') => `arn:aws:lambda:us-east-1:${owner}:function:${name}`

test('functions, queues and topics are targets, one or several', () => {
  expect(
    notified({ CloudFunctionConfiguration: { CloudFunction: lambda(account), Event: 's3:ObjectCreated:*' } }),
  ).toEqual({
    arns: [lambda(account)],
    accounts: [],
    eventBridge: false,
  })
  const queue = `arn:aws:sqs:us-east-1:${foreign}:queue`
  const topic = `arn:aws:sns:us-east-1:${account}:topic`
  expect(
    notified({ QueueConfiguration: [{ Queue: queue }, { Queue: queue }], TopicConfiguration: { Topic: topic } }),
  ).toMatchObject({ arns: [queue, topic], accounts: [foreign] })
  expect(notified({ LambdaFunctionConfigurations: [{ LambdaFunctionArn: lambda(foreign) }] })).toMatchObject({
    arns: [lambda(foreign)],
    accounts: [foreign],
  })
})

test('an empty configuration notifies nobody, EventBridge is somebody, no body says nothing', () => {
  expect(notified({ xmlns: 'x' })).toEqual({ arns: [], accounts: [], eventBridge: false })
  expect(notified('')).toEqual({ arns: [], accounts: [], eventBridge: false })
  expect(notified({ EventBridgeConfiguration: '' })).toEqual({ arns: [], accounts: [], eventBridge: true })
  expect(factsOf('s3', 'PutBucketNotification', { notification: '' }).notification).toEqual({})
})

const exported = (service: string, action: string, parameters: JsonObject | null) =>
  factsOf(service, action, parameters).export
const destination = (more: JsonObject) => ({
  S3BucketDestination: { Bucket: 'arn:aws:s3:::amzn-s3-demo-out', ...more },
})

test.each<[string, JsonObject]>([
  ['PutBucketInventoryConfiguration', { InventoryConfiguration: { Destination: destination({ AccountId: foreign }) } }],
  [
    'PutBucketAnalyticsConfiguration',
    {
      AnalyticsConfiguration: {
        StorageClassAnalysis: { DataExport: { Destination: destination({ BucketAccountId: foreign }) } },
      },
    },
  ],
  [
    'PutStorageLensConfiguration',
    {
      StorageLensConfiguration: {
        DataExport: { S3BucketDestination: { Arn: 'arn:aws:s3:::amzn-s3-demo-out', AccountId: foreign } },
      },
    },
  ],
  [
    'PutStorageLensConfiguration',
    {
      PutStorageLensConfigurationRequest: {
        StorageLensConfiguration: {
          DataExport: { S3BucketDestination: { Arn: 'arn:aws:s3:::amzn-s3-demo-out', AccountId: foreign } },
        },
      },
    },
  ],
  [
    'CreateBucketMetadataTableConfiguration',
    {
      MetadataTableConfiguration: {
        S3TablesDestination: { TableBucketArn: `arn:aws:s3tables:us-east-1:${foreign}:bucket/amzn-s3-demo-out` },
      },
    },
  ],
])('%s delivers to a bucket of another account', (action, parameters) => {
  expect(exported('s3', action, parameters)).toMatchObject({
    destinationBucket: 'amzn-s3-demo-out',
    destinationAccount: foreign,
    accounts: [foreign],
  })
})

test('a destination of the own account, or of nobody in particular, is not another’s', () => {
  const inventory = (more: JsonObject) =>
    exported('s3', 'PutBucketInventoryConfiguration', { InventoryConfiguration: { Destination: destination(more) } })
  expect(inventory({ AccountId: account })).toMatchObject({
    kind: 'inventory',
    destinationAccount: account,
    accounts: [],
  })
  expect(inventory({})).toEqual({ kind: 'inventory', destinationBucket: 'amzn-s3-demo-out', accounts: [] })
})

test('analysis and lenses that stay in the console export nothing', () => {
  expect(exported('s3', 'PutBucketAnalyticsConfiguration', { AnalyticsConfiguration: { Id: 'a' } })).toBeUndefined()
  expect(exported('s3', 'PutStorageLensConfiguration', { StorageLensConfiguration: { Id: 'a' } })).toBeUndefined()
  expect(exported('s3', 'GetBucketInventoryConfiguration', { inventory: '' })).toBeUndefined()
})

test.each<[string, string, JsonObject, string]>([
  ['rds', 'StartExportTask', { s3BucketName: 'amzn-s3-demo-out', sourceArn: 'x' }, 'rds-snapshot'],
  ['dynamodb', 'ExportTableToPointInTime', { s3Bucket: 'amzn-s3-demo-out', tableArn: 'x' }, 'dynamodb-table'],
  ['ec2', 'CreateStoreImageTask', { bucket: 'amzn-s3-demo-out', imageId: 'ami-1' }, 'ami'],
  ['ec2', 'CreateStoreImageTask', { CreateStoreImageTaskRequest: { Bucket: 'amzn-s3-demo-out' } }, 'ami'],
  ['ec2', 'CreateInstanceExportTask', { exportToS3: { s3Bucket: 'amzn-s3-demo-out' } }, 'instance'],
  ['ec2', 'ExportImage', { ExportImageRequest: { S3ExportLocation: { S3Bucket: 'amzn-s3-demo-out' } } }, 'image'],
  [
    'ec2',
    'CreateFlowLogs',
    { CreateFlowLogsRequest: { LogDestination: 'arn:aws:s3:::amzn-s3-demo-out/flow', LogDestinationType: 's3' } },
    'flow-logs',
  ],
  ['logs', 'CreateExportTask', { destination: 'amzn-s3-demo-out', logGroupName: 'x' }, 'log-group'],
])('%s %s with %j exports', (service, action, parameters, kind) => {
  expect(exported(service, action, parameters)).toEqual({ kind, destinationBucket: 'amzn-s3-demo-out', accounts: [] })
})

test('DynamoDB may be told whose the bucket is', () => {
  const parameters = { s3Bucket: 'amzn-s3-demo-out', s3BucketOwner: foreign }
  expect(exported('dynamodb', 'ExportTableToPointInTime', parameters)).toMatchObject({ accounts: [foreign] })
})

test('flow logs to elsewhere, other services’ calls, and denied calls without parameters are no exports', () => {
  const group = `arn:aws:logs:us-east-1:${account}:log-group:x`
  expect(exported('ec2', 'CreateFlowLogs', { CreateFlowLogsRequest: { LogDestination: group } })).toBeUndefined()
  expect(exported('logs', 'StartExportTask', { s3BucketName: 'amzn-s3-demo-out' })).toBeUndefined()
  expect(exported('rds', 'StartExportTask', null)).toBeUndefined()
  expect(exported('ec2', 'DescribeExportTasks', {})).toBeUndefined()
})
