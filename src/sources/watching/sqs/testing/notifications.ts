/** Messages as AWS sends them, about an object in `amzn-s3-demo-logs` that was written at 10:00 on 24 November 2026. */

const etag = 'd41d8cd98f00b204e9800998ecf8427e'

/** From S3; the key as it is in the message, encoded. */
export const created = (key: string, eventName = 'ObjectCreated:Put'): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-west-1',
        eventTime: '2026-11-24T10:00:00.000Z',
        eventName,
        userIdentity: { principalId: 'AWS:EXAMPLE' },
        requestParameters: { sourceIPAddress: '192.0.2.1' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'logs',
          bucket: { name: 'amzn-s3-demo-logs', arn: 'arn:aws:s3:::amzn-s3-demo-logs' },
          object: { key, size: 1024, eTag: etag, sequencer: '0A1B2C3D4E5F678901' },
        },
      },
    ],
  })

export const throughSns = (message: string): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '11111111-2222-3333-4444-555555555555',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:logs',
    Subject: 'Amazon S3 Notification',
    Message: message,
    Timestamp: '2026-11-24T10:00:01.000Z',
  })

export const fromEventBridge = (key: string, type = 'Object Created'): string =>
  JSON.stringify({
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': type,
    source: 'aws.s3',
    account: '111122223333',
    time: '2026-11-24T10:00:00Z',
    region: 'eu-west-1',
    resources: ['arn:aws:s3:::amzn-s3-demo-logs'],
    detail: {
      version: '0',
      bucket: { name: 'amzn-s3-demo-logs' },
      object: { key, size: 1024, etag, sequencer: '0A1B2C3D4E5F678901' },
      reason: 'PutObject',
    },
  })
