/**
 * Reads 60 MB of CloudTrail records over and over, from bytes in memory to events, on one thread, and compares with what
 * cannot be avoided (gunzip) and with what is avoided (JSON.parse of every record):
 * `node --conditions=source bench/stages/cloudtrail-scan.ts`.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import type { ReadingPlan } from '#events'
import { cloudTrailEventPaths, defaultFormatLimits, readContent } from '#formats'

const megabytes = 60
const rounds = 7
const pieceBytes = 1 << 20

type Next = (below: number) => number

/** A small generator (mulberry32), so that every run reads the same bytes. */
function generator(seed: number): Next {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const hex = (next: Next, length: number): string => Array.from({ length }, () => next(16).toString(16)).join('')
/** Of version 4 and the usual variant, as AWS's are. */
const uuid = (next: Next): string =>
  [hex(next, 8), hex(next, 4), `4${hex(next, 3)}`, `a${hex(next, 3)}`, hex(next, 12)].join('-')

const roles = ['pipeline', 'web', 'backup', 'analytics', 'deploy', 'audit']
const calls: readonly (readonly [source: string, name: string])[] = [
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['ec2.amazonaws.com', 'DescribeNetworkInterfaces'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['kms.amazonaws.com', 'Decrypt'],
  ['iam.amazonaws.com', 'GetRole'],
  ['logs.amazonaws.com', 'CreateLogStream'],
  ['ssm.amazonaws.com', 'UpdateInstanceInformation'],
  ['dynamodb.amazonaws.com', 'DescribeTable'],
  ['ecr.amazonaws.com', 'BatchGetImage'],
]

/** The callers of one file: a session has its key and time for an hour, and makes many calls. */
function sessions(next: Next, count: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const role = roles[index % roles.length] ?? 'web'
    const instance = `i-${hex(next, 17)}`
    const issuer = {
      principalId: `AROA${hex(next, 8).toUpperCase()}EXAMPLE`,
      arn: `arn:aws:iam::111122223333:role/${role}`,
    }
    return {
      type: 'AssumedRole',
      principalId: `${issuer.principalId}:${instance}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${instance}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(next, 9).toUpperCase()}EXAMPLE`,
      sessionContext: {
        sessionIssuer: { type: 'Role', ...issuer, accountId: '111122223333', userName: role },
        attributes: { creationDate: `2026-11-24T0${next(10)}:${10 + next(50)}:00Z`, mfaAuthenticated: 'false' },
      },
    }
  })
}

const head = (next: Next, caller: object, time: string, source: string, name: string) => ({
  eventVersion: '1.11',
  userIdentity: caller,
  eventTime: time,
  eventSource: source,
  eventName: name,
  awsRegion: 'us-east-1',
  sourceIPAddress: `192.0.2.${next(256)}`,
})

const tail = (data: boolean, host: string) => ({
  eventType: 'AwsApiCall',
  managementEvent: !data,
  recipientAccountId: '111122223333',
  eventCategory: data ? 'Data' : 'Management',
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: host },
})

function managementRecord(next: Next, caller: object, time: string) {
  const [source, name] = next(10) === 0 ? ['s3.amazonaws.com', 'GetBucketAcl'] : (calls[next(calls.length)] ?? ['', ''])
  const ids = Array.from({ length: 1 + next(4) }, () => ({ instanceId: `i-${hex(next, 17)}` }))
  return {
    ...head(next, caller, time, source, name),
    userAgent: `aws-sdk-go-v2/1.3${next(9)}.0 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.16${next(9)}.0`,
    requestParameters: { instancesSet: { items: ids }, filterSet: {}, maxResults: 1000 },
    responseElements: next(4) ? null : { credentials: { sessionToken: hex(next, 400), expiration: time } },
    requestID: uuid(next),
    eventID: uuid(next),
    readOnly: true,
    ...tail(false, `${source.split('.', 1)[0]}.us-east-1.amazonaws.com`),
  }
}

function dataRecord(next: Next, caller: object, time: string) {
  const bucket = `amzn-s3-demo-bucket${next(8)}`
  const key = `exports/year=2026/month=${next(12)}/part-${hex(next, 12)}.parquet`
  const host = `${bucket}.s3.us-east-1.amazonaws.com`
  return {
    ...head(next, caller, time, 's3.amazonaws.com', ['GetObject', 'PutObject', 'HeadObject'][next(3)] ?? ''),
    userAgent: `[aws-sdk-java/2.2${next(9)}.120 Linux/5.10.186 OpenJDK_64-Bit_Server_VM/17.0.8 Java/17.0.8 io/sync http/Apache]`,
    requestParameters: { bucketName: bucket, Host: host, key },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
      'x-amz-id-2': `${hex(next, 76)}=`,
      bytesTransferredOut: next(1_000_000),
    },
    requestID: hex(next, 16).toUpperCase(),
    eventID: uuid(next),
    readOnly: true,
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` },
      { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
    ],
    ...tail(true, host),
  }
}

/** Records files as CloudTrail delivers them, of a thousand records each. */
function makeTrail(makeRecord: (next: Next, caller: object, time: string) => object): Buffer[] {
  const next = generator(20261124)
  const files: Buffer[] = []
  for (let bytes = 0; bytes < megabytes * 1e6; bytes += files.at(-1)?.length ?? 0) {
    const callers = sessions(next, 40)
    const Records = Array.from({ length: 1000 }, (_, index) =>
      makeRecord(
        next,
        callers[next(40)] ?? {},
        new Date(1_790_000_000_000 + index * 1370).toISOString().replace('.000', ''),
      ),
    )
    files.push(Buffer.from(JSON.stringify({ Records })))
  }
  return files
}

/** What the seven detections ask for, roughly: settings in full, and the fields of data events. */
const few: ReadingPlan = {
  depthOf: (source, name) => (source !== 's3.amazonaws.com' ? 'skip' : name.startsWith('Put') ? 'record' : 'fields'),
  sources: ['s3.amazonaws.com'],
  fields: cloudTrailEventPaths,
}
const all: ReadingPlan = { depthOf: () => 'record', sources: undefined, fields: [] }
const fields: ReadingPlan = { depthOf: () => 'fields', sources: undefined, fields: cloudTrailEventPaths }
const none: ReadingPlan = { depthOf: () => 'skip', sources: [], fields: [] }

function* pieces(file: Buffer): Generator<Buffer> {
  for (let at = 0; at < file.length; at += pieceBytes) yield file.subarray(at, at + pieceBytes)
}

async function readAll(files: readonly Buffer[], plan: ReadingPlan): Promise<number> {
  let events = 0
  for (const file of files) {
    const content = { name: 'trail.json', chunks: pieces(file), issue: () => undefined }
    const account = await readContent(content, plan, defaultFormatLimits, () => {})
    events += account.passed
  }
  return events
}

async function measure(title: string, bytes: number, work: () => number | Promise<number>): Promise<void> {
  const times: number[] = []
  let events = 0
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    events = await work()
    times.push(performance.now() - start)
  }
  const median = times.sort((a, b) => a - b)[rounds >> 1] ?? 0
  const perByte = ((median * 1e6) / bytes).toFixed(2).padStart(6)
  console.log(
    `${title.padEnd(34)} ${(bytes / 1000 / median).toFixed(0).padStart(6)} MB/s ${perByte} ns/byte ${events} events`,
  )
}

for (const [title, makeRecord] of [
  ['management events', managementRecord],
  ['S3 data events', dataRecord],
] as const) {
  const files = makeTrail(makeRecord)
  const zipped = files.map(file => gzipSync(file))
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  console.log(`\n${title}: ${(bytes / 1e6).toFixed(0)} MB, ${Math.round(bytes / files.length / 1000)} bytes a record`)
  const gunzipped = () => zipped.reduce((sum, file) => sum + gunzipSync(file, { chunkSize: pieceBytes }).length, 0)
  const parsed = () =>
    files.reduce((sum, file) => sum + (JSON.parse(file.toString()) as { Records: object[] }).Records.length, 0)
  await measure('gunzip only', bytes, gunzipped)
  await measure('JSON.parse of whole files', bytes, parsed)
  await measure('reading nothing', bytes, () => readAll(files, none))
  await measure('reading what few rules need', bytes, () => readAll(files, few))
  await measure('reading the fields of all', bytes, () => readAll(files, fields))
  await measure('reading all in full', bytes, () => readAll(files, all))
}
