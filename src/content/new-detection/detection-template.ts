import type { JsonObject } from '#primitives'
import { anotherCall, type Call } from './call-to-detect.ts'

interface Names {
  readonly title: string
  readonly call: Call
}

/** The rule of a new detection: one call, whatever its outcome but a failure. */
export function firstRule({ title, id, date, call }: Names & { id: string; date: string }): string {
  const { eventName, eventSources } = call
  const ofS3 = isOfS3(call)
  const [source, ...others] = eventSources
  return `title: ${JSON.stringify(title)}
id: ${id}
status: experimental
description: ${JSON.stringify(ofS3 ? `${eventName} was called on an S3 bucket.` : `${eventName} was called.`)}
references:
  - ${ofS3 ? s3Reference : reference}
author: your name
date: ${date}
tags:
  - attack.impact
logsource:
  product: aws
  service: cloudtrail
detection:
  # Name eventSource and eventName as plain values: a scan then skips every other record without reading it.
  call:
    eventSource: ${others.length === 0 ? source : `[${eventSources.join(', ')}] # those that have such a call; keep what you mean`}
    eventName: ${JSON.stringify(eventName)}
  condition: call
falsepositives:
  - Administrators doing their work
level: medium
bucketwatch:
  kind: match
  type: anomaly
  outcome: [success, denied]
  group:
    by: [actor.principal, ${ofS3 ? 's3.bucket' : 'account'}]
    window: 1h
  message: "${eventName} on ${ofS3 ? '{s3.bucket}' : 'account {account}'} by {actor.principal} from {network.ip}"
  risk:
    confidence: 50
    impact: 50
  entities:
    - { field: actor.principal, type: user, role: attacker }
    - { field: network.ip, type: ip-address, role: attacker }
    - ${ofS3 ? '{ field: s3.bucket, type: bucket, role: victim }' : '{ field: account, type: account, role: victim }'}
  needs: [cloudtrail.management]
`
}

export function firstReadme({ title, call: { eventName } }: Names): string {
  return `# ${title}

## Why it matters

What an attacker gains by \`${eventName}\`, in two sentences.

## What it cannot see

Other ways to the same end, and the logs that have to be there.

## Known false alarms

Who does this for good reasons, and how to tell.

Expected noise: how often that is in an ordinary account.

## What to do

1. Look at \`userIdentity\` and \`sourceIPAddress\` of the call: is this principal known to make it?
2. Search the 24 hours before for other calls by the same \`actor.principal\`.
3. If it was not meant: undo the change and revoke the principal's sessions.

## Logs it needs

CloudTrail management events.
`
}

/** Three records that fire and three near misses, by file name. */
export function firstCases(call: Call): Record<string, string> {
  const denied = { errorCode: 'AccessDenied', errorMessage: 'Access Denied' }
  const failed = isOfS3(call) ? 'bucket-does-not-exist' : 'request-not-valid'
  const cases: Record<string, JsonObject> = {
    'fires/by-user.json': record(call),
    'fires/by-role.json': record(call, { userIdentity: role }),
    'fires/denied.json': record(call, denied),
    'silent/another-call.json': record(call, { eventName: anotherCall(call), readOnly: true }),
    [`silent/${failed}.json`]: record(call, { errorCode: isOfS3(call) ? 'NoSuchBucket' : 'ValidationException' }),
    'silent/called-by-an-aws-service.json': record(call, {
      userIdentity: { type: 'AWSService', invokedBy: 'backup.amazonaws.com' },
      sourceIPAddress: 'backup.amazonaws.com',
    }),
  }
  return Object.fromEntries(Object.entries(cases).map(([name, value]) => [name, `${JSON.stringify(value, null, 2)}\n`]))
}

const isOfS3 = ({ eventSources: [source] }: Call): boolean => source === 's3.amazonaws.com'

const s3Reference = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html'
const reference = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html'

const account = '111122223333'

const user = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: `arn:aws:iam::${account}:user/operator`,
  accountId: account,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'operator',
}

const role = {
  type: 'AssumedRole',
  principalId: 'AROACKCEVSQ6C2EXAMPLE:analyst',
  arn: `arn:aws:sts::${account}:assumed-role/DataEngineer/analyst`,
  accountId: account,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROACKCEVSQ6C2EXAMPLE',
      arn: `arn:aws:iam::${account}:role/DataEngineer`,
      accountId: account,
      userName: 'DataEngineer',
    },
    attributes: { creationDate: '2026-03-02T08:58:11Z', mfaAuthenticated: 'false' },
  },
}

function record(call: Call, changes: JsonObject = {}): JsonObject {
  const { eventName, eventSources } = call
  return {
    eventVersion: '1.11',
    userIdentity: user,
    eventTime: '2026-03-02T09:14:05Z',
    eventSource: eventSources[0],
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.24',
    userAgent: '[aws-cli/2.17.32 md/command#s3api]',
    requestParameters: null,
    responseElements: null,
    requestID: 'BWE351X604DETB99',
    eventID: '0cb48961-0915-4049-a22a-7cd870a481f0',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...(isOfS3(call) && onBucket),
    ...changes,
  }
}

const bucket = 'amzn-s3-demo-bucket'

const onBucket = {
  requestParameters: { bucketName: bucket, Host: `${bucket}.s3.us-east-1.amazonaws.com` },
  resources: [{ accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
}
