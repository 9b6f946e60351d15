import type { JsonObject } from '#primitives'

interface Names {
  readonly title: string
  readonly eventName: string
}

/** The rule of a new detection: one S3 call, whatever its outcome but a failure. */
export function firstRule({ title, id, date, eventName }: Names & { id: string; date: string }): string {
  return `title: ${JSON.stringify(title)}
id: ${id}
status: experimental
description: ${JSON.stringify(`${eventName} was called on an S3 bucket.`)}
references:
  - https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
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
    eventSource: s3.amazonaws.com
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
    by: [actor.principal, s3.bucket]
    window: 1h
  message: "${eventName} on {s3.bucket} by {actor.principal} from {network.ip}"
  risk:
    confidence: 50
    impact: 50
  entities:
    - { field: actor.principal, type: user, role: attacker }
    - { field: network.ip, type: ip-address, role: attacker }
    - { field: s3.bucket, type: bucket, role: victim }
  needs: [cloudtrail.management]
`
}

export function firstReadme({ title, eventName }: Names): string {
  return `# ${title}

## Why it matters

What an attacker gains by \`${eventName}\`, in two sentences.

## What it cannot see

Other ways to the same end, and the logs that have to be there.

## Known false alarms

Who does this for good reasons, and how to tell.

Expected noise: how often that is in an ordinary account.

## What to do

1. Look at \`userIdentity\` and \`sourceIPAddress\` of the call: is this principal known to manage the bucket?
2. Search the 24 hours before for other calls by the same \`actor.principal\`.
3. If it was not meant: undo the change and revoke the principal's sessions.

## Logs it needs

CloudTrail management events.
`
}

/** Three records that fire and three near misses, by file name. */
export function firstCases(eventName: string): Record<string, string> {
  const call = record(eventName)
  const denied = { errorCode: 'AccessDenied', errorMessage: 'Access Denied' }
  const cases: Record<string, JsonObject> = {
    'fires/by-user.json': call,
    'fires/by-role.json': record(eventName, { userIdentity: role }),
    'fires/denied.json': record(eventName, denied),
    'silent/another-call.json': record('HeadBucket', { readOnly: true }),
    'silent/bucket-does-not-exist.json': record(eventName, { errorCode: 'NoSuchBucket' }),
    'silent/called-by-an-aws-service.json': record(eventName, {
      userIdentity: { type: 'AWSService', invokedBy: 'backup.amazonaws.com' },
      sourceIPAddress: 'backup.amazonaws.com',
    }),
  }
  return Object.fromEntries(Object.entries(cases).map(([name, value]) => [name, `${JSON.stringify(value, null, 2)}\n`]))
}

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

function record(eventName: string, changes: JsonObject = {}): JsonObject {
  const bucket = 'amzn-s3-demo-bucket'
  return {
    eventVersion: '1.11',
    userIdentity: user,
    eventTime: '2026-03-02T09:14:05Z',
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.24',
    userAgent: '[aws-cli/2.17.32 md/command#s3api]',
    requestParameters: { bucketName: bucket, Host: `${bucket}.s3.us-east-1.amazonaws.com` },
    responseElements: null,
    requestID: 'BWE351X604DETB99',
    eventID: '0cb48961-0915-4049-a22a-7cd870a481f0',
    readOnly: false,
    resources: [{ accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...changes,
  }
}
