import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type ReadingPlan, readEverything } from '#events'
import { inCloudWatchLogs, readTrail, trailRecord } from '../../test/fixtures/trail.ts'

const one = trailRecord('a')
const two = trailRecord('b')
const json = JSON.stringify

const accessLogLine =
  '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket [06/Feb/2026:00:00:38 +0000] 192.0.2.3 ' +
  '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.OBJECT photo.jpg ' +
  '"GET /amzn-s3-demo-bucket/photo.jpg HTTP/1.1" 200 - 113 113 7 5 "-" "S3Console/0.4" -'

const bridged = (detail: object) => ({
  version: '0',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.s3',
  detail,
})
const csvCell = (text: string) => `"${text.replaceAll('"', '""')}"`

describe('every way of wrapping CloudTrail records', () => {
  test.each<[title: string, content: string, layout: string]>([
    ['a Records file', json({ Records: [one, two] }), 'Records file'],
    ['a Records file with other members', `{"a":[1],"Records":[${json(one)},${json(two)}],"b":[{}]}`, 'Records file'],
    ['a pretty Records file', JSON.stringify({ Records: [one, two] }, null, 4), 'Records file'],
    ['an array', json([one, two]), 'JSON array'],
    ['an array over lines with CRLF', `[\r\n${json(one)},\r\n${json(two)}\r\n]\r\n`, 'JSON array'],
    ['JSON lines', `${json(one)}\n${json(two)}\n`, 'JSON lines'],
    ['JSON lines with a byte-order mark and CRLF', `\uFEFF${json(one)}\r\n\r\n${json(two)}`, 'JSON lines'],
    ['objects without anything between', json(one) + json(two), 'JSON lines'],
    [
      'pretty objects one after another',
      [one, two].map(value => JSON.stringify(value, null, 2)).join('\n'),
      'JSON lines',
    ],
    ['Records files one after another', json({ Records: [one] }) + json({ Records: [two] }), 'Records file'],
    ['EventBridge events', `${json(bridged(one))}\n${json(bridged(two))}`, 'JSON lines of EventBridge events'],
    [
      'SNS notifications of EventBridge events',
      [one, two].map(value => json({ Type: 'Notification', Message: json(bridged(value)) })).join('\n'),
      'JSON lines of SNS notifications',
    ],
    [
      'SQS messages of SNS notifications of Records files',
      json({
        Messages: [{ MessageId: 'm', Body: json({ Type: 'Notification', Message: json({ Records: [one, two] }) }) }],
      }),
      'SQS messages',
    ],
    [
      'what Lambda receives from SQS',
      json({ Records: [{ messageId: 'm', body: json({ Records: [one, two] }) }] }),
      'Records file',
    ],
    ['CloudWatch Logs', json(inCloudWatchLogs(json(one), json(two))), 'CloudWatch Logs subscription'],
    [
      'CloudWatch Logs as Lambda receives them',
      json({ awslogs: { data: gzipSync(json(inCloudWatchLogs(json(one), json(two)))).toString('base64') } }),
      'CloudWatch Logs subscription',
    ],
    [
      'filter-log-events',
      json({ events: [{ message: json(one) }, { message: json(two) }], searchedLogStreams: [] }),
      'filter-log-events output',
    ],
    [
      'lookup-events',
      JSON.stringify({ Events: [one, two].map(value => ({ EventName: 'x', CloudTrailEvent: json(value) })) }, null, 2),
      'lookup-events output',
    ],
    [
      'a Splunk export',
      [one, two].map(value => json({ preview: false, result: { _raw: json(value), _time: 'x' } })).join('\n'),
      'JSON lines of Splunk export',
    ],
    [
      'a Splunk export with both the fields and the record',
      [one, two]
        .map(value => json({ result: { ...value, userIdentity: undefined, eventID: 'x', _raw: json(value) } }))
        .join('\n'),
      'JSON lines of Splunk export',
    ],
    [
      'a CSV export of fields',
      'eventID,eventSource,eventName,requestParameters.bucketName\na,s3.amazonaws.com,GetBucketAcl,b\nb,s3.amazonaws.com,GetBucketAcl,b\n',
      'CSV',
    ],
    [
      'a Cribl sample',
      json([one, two].map(value => ({ _raw: json(value), _time: 1 }))),
      'JSON array of Splunk or Cribl export',
    ],
    [
      'a CSV export',
      `_time,_raw,host\n1,${csvCell(json(one))},h\r\n2,${csvCell(JSON.stringify(two, null, 1))},h\n`,
      'CSV with _raw',
    ],
    [
      'a CSV export of Logs Insights',
      `\uFEFF"@timestamp","@message"\n1,${csvCell(json(one))}\n1,${csvCell(json(two))}`,
      'CSV with @message',
    ],
    [
      'a CSV export of Elastic with the records',
      `"@timestamp","event.original","aws.cloudtrail.event_type"\nx,${csvCell(json(one))},y\nx,${csvCell(json(two))},y\n`,
      'CSV with event.original',
    ],
    [
      'hits of Elasticsearch by fields',
      json(
        [one, two].map(value => ({ fields: { 'event.original': [json(value)], 'aws.cloudtrail.event_type': ['x'] } })),
      ),
      'JSON array of nested records',
    ],
    [
      "an export of Azure's portal",
      'TimeGenerated [UTC],AwsEventId,EventName,EventSource,UserIdentityType\n"11/24/2026, 10:00:00.000 PM",a,x,y,Root\n"1/4/2026, 12:00:00.000 AM",b,x,y,Root\n',
      'CSV',
    ],
    [
      'documents of OpenSearch',
      json([one, two].map(value => ({ '@timestamp': 'x', aws: { cloudtrail: value } }))),
      'JSON array of nested records',
    ],
    ['an answer of OpenSearch', json({ hits: { hits: [{ _source: one }, { _source: two }] } }), 'nested records'],
    ['a map of records', json({ first: one, second: two }), 'nested records'],
    [
      'test cases that hold files',
      json([{ data: { Records: [one] } }, { data: { detail: two }, log: 'x' }]),
      'JSON array of nested records',
    ],
    ['texts that are records', `${json(json(one))}\n${json(json(two))}`, 'JSON lines of nested records'],
    [
      'lines of a log shipper',
      `<13>Nov 24 host trail: ${json(one)}\n<13>Nov 24 host trail: ${json(two)}`,
      'JSON lines',
    ],
  ])('%s', async (_, content, layout) => {
    const { account, ids } = await readTrail(content)
    expect(ids).toEqual(['a', 'b'])
    expect(account).toMatchObject({
      format: 'cloudtrail',
      layout,
      passed: 2,
      notNeeded: 0,
      bytes: Buffer.byteLength(content),
    })
    expect(account.skipped).toBeUndefined()
    expect((await readTrail(content, { cut: 1 << 20 })).ids).toEqual(['a', 'b'])
  })

  test('UTF-16, as PowerShell writes it', async () => {
    const { ids } = await readTrail(Buffer.from(`\uFEFF${json({ Records: [one, two] })}`, 'utf16le'))
    expect(ids).toEqual(['a', 'b'])
  })

  test('a single object', async () => {
    expect((await readTrail(JSON.stringify(one, null, 2))).account).toMatchObject({
      layout: 'single object',
      passed: 1,
    })
  })

  test.each(['hello "world', '["a', '"', '{"a":"b', 'junk, more'])('a bad line %j costs only itself', async bad => {
    const { events, account } = await readTrail([json(one), bad, json(two)].join('\n'))
    expect(events).toHaveLength(2)
    expect(account.issues.length).toBeGreaterThan(0)
  })

  test('what Lambda receives from SQS and Kinesis is opened, though it has an eventSource', async () => {
    const fromQueue = { messageId: '1', body: json({ detail: one }), eventSource: 'aws:sqs', awsRegion: 'us-east-1' }
    const packed = gzipSync(json(inCloudWatchLogs(json(two)))).toString('base64')
    const fromStream = { kinesis: { data: packed }, eventSource: 'aws:kinesis', eventName: 'aws:kinesis:record' }
    const { events } = await readTrail(json({ Records: [fromQueue, fromStream] }))
    expect(events.map(event => event.id)).toEqual(['a', 'b'])
  })

  test('what is read of a record does not depend on its wrapping', async () => {
    const known = { ...one, eventID: 'f9d1bc6e-9a2f-4f2e-8d0a-3f2f5a0e7b11' }
    const plan: ReadingPlan = {
      ...readEverything,
      depthOf: () => 'fields',
      fields: ['eventName', 'userIdentity.arn', 'eventID'],
    }
    const raws = await Promise.all(
      [
        json({ Records: [known] }),
        json(bridged(known)),
        json(inCloudWatchLogs(json(known))),
        json(known).replace('eventName', '\\u0065ventName'),
      ].map(async content => (await readTrail(content, { plan })).events[0]?.raw),
    )
    for (const raw of raws) {
      const arn = 'arn:aws:iam::111122223333:user/alice'
      expect(raw).toStrictEqual({ eventName: 'GetBucketAcl', userIdentity: { arn }, eventID: known.eventID })
    }
  })
})

test('a row whose text can be read in more than one way is used without that, and it is said', async () => {
  const requestParameters = '{x-amz-grant-read=uri="x", id="y"}'
  const { account, ids } = await readTrail(json([{ ...one, requestParameters }, two]))
  expect(ids).toEqual(['a', 'b'])
  expect(account.issues).toMatchObject([{ code: 'ambiguous-text', received: 'text in requestParameters' }])
})

describe('access logs in envelopes', () => {
  test('of CloudWatch Logs are read as access logs', async () => {
    const { account, events } = await readTrail(
      json(inCloudWatchLogs(accessLogLine, accessLogLine.replace('3E57427F3', '4E57427F3'))),
    )
    expect(account).toMatchObject({ format: 's3-access-log', received: 2, passed: 2 })
    expect(events.map(({ log, origin }) => `${log} ${origin.record}`)).toEqual(['s3-access-log 1', 's3-access-log 2'])
  })
})

test.each([
  ['of an access log', `${accessLogLine}\n${accessLogLine}\n`, 's3-access-log'],
  ['of CloudTrail', `${json(one)}\n${json(two)}\n`, 'cloudtrail'],
])('lines %s behind a first one that is long and broken are read', async (_, lines, format) => {
  const { account } = await readTrail(`${'x'.repeat(1 << 20)}\n${lines}`, { cut: 1 << 16 })
  expect(account).toMatchObject({ format, passed: 2 })
  expect(account.skipped).toBeUndefined()
})

describe('files that are no log to read', () => {
  const digest = {
    awsAccountId: '111122223333',
    digestStartTime: '2026-11-24T10:00:00Z',
    digestS3Object: 'x',
    logFiles: [{}],
  }
  const insight = {
    ...one,
    eventSource: undefined,
    eventName: undefined,
    eventType: 'AwsCloudTrailInsight',
    insightDetails: { eventSource: 's3.amazonaws.com', eventName: 'PutBucketAcl' },
  }

  test.each<[title: string, content: string | Buffer, code: string, received: RegExp]>([
    ['nothing at all', '', 'empty', /no bytes/],
    ['white space', ' \n\n', 'empty', /no records/],
    ['no records', '{"Records":[]}', 'empty', /no records/],
    ['an empty array', '[]', 'empty', /no records/],
    ['a digest', JSON.stringify(digest, null, 2), 'digest', /digest/],
    ['Insights', json({ Records: [insight, insight] }), 'insight', /2 Insights events/],
    ['other JSON', '{"name":"bucketwatch","version":"1.0.0"}', 'not-a-log', /an object with name, version/],
    [
      'an EventBridge rule',
      json({ source: ['aws.s3'], detail: { eventName: ['PutBucketAcl'] } }),
      'not-a-log',
      /eventName/,
    ],
    ['JSON lines of something else', '{"level":30}\n{"level":31}\n', 'not-a-log', /2 JSON values/],
    ['prose', 'Dear reader,\nthis is no log.', 'not-a-log', /"Dear reader,"/],
    ['Parquet', Buffer.from('PAR1\0\0\0'), 'not-a-log', /Parquet/],
    ['one long line', `${'x'.repeat(1 << 20)}\n`, 'not-a-log', /text that begins/],
    ['bytes', Buffer.from([1, 2, 3, 0, 255]), 'not-a-log', /binary/],
    [
      'an OCSF event of Security Lake',
      json({ class_uid: 6003, metadata: { product: { name: 'CloudTrail' } }, api: { operation: 'PutBucketAcl' } }),
      'foreign-shape',
      /ocsf/,
    ],
    [
      'a document of Elastic without the record',
      json({
        event: { action: 'PutBucketAcl' },
        aws: { cloudtrail: { user_identity: {}, request_parameters: '{a=b}' } },
      }),
      'foreign-shape',
      /ecs/,
    ],
    ['a table of Elastic', '"event.action","aws.cloudtrail.request_parameters"\nx,y\n', 'foreign-shape', /ecs/],
    [
      'the CSV of Event history',
      'Event name,Event time,User name,Event source,Resource type,Resource name\nPutBucketAcl,x,x,x,x,x\n',
      'foreign-shape',
      /event-history/,
    ],
    [
      'a fragment',
      '"insightDetails": {"eventSource":"s3.amazonaws.com","eventName":"PutBucketAcl"}',
      'insight',
      /Insights/,
    ],
  ])('%s', async (_, content, code, received) => {
    const { account, ids } = await readTrail(content)
    expect(ids).toEqual([])
    expect(account.skipped?.code).toBe(code)
    expect(account.skipped?.received).toMatch(received)
    expect(account.received).toBe(account.notNeeded)
  })

  test('an Insights event among calls is no call', async () => {
    const { account, ids } = await readTrail(json({ Records: [one, insight] }))
    expect(ids).toEqual(['a'])
    expect(account).toMatchObject({ received: 2, notNeeded: 1 })
    expect(account.skipped).toBeUndefined()
  })

  test('a file that is broken from the start is not called empty', async () => {
    const issue = { code: 'bad-gzip', message: 'x', at: { file: 'trail.json' } }
    const { account } = await readTrail('', { issue })
    expect(account.skipped).toBeUndefined()
    expect(account.issues).toEqual([issue])
  })
})
