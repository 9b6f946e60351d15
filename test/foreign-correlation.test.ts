import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRules } from '#content'
import { scanRecords } from '#pipeline'
import { formatIssue } from '#primitives'

/** As people write them for CloudTrail: no block, the outermost correlation first, all in one file. */
const file = `title: Many refused calls, then one that succeeds
id: 7d0f2a34-1f0a-4f2a-9a53-3f1c5d0b8e21
correlation:
  type: temporal_ordered
  rules: [many_refused, listed]
  group-by: [userIdentity.arn]
  timespan: 30m
level: high
---
title: Many refused calls
name: many_refused
correlation:
  type: event_count
  rules: [refused]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: { gte: 3 }
---
title: Refused call
name: refused
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventSource: s3.amazonaws.com, errorCode: AccessDenied }
  condition: selection
---
title: Buckets listed
name: listed
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventSource: s3.amazonaws.com, eventName: ListBuckets }
  filter: { errorCode: null }
  condition: selection and filter
`

const record = (minute: number, eventName: string, errorCode?: string) => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: 'arn:aws:iam::111122223333:user/deployer',
    accountId: '111122223333',
    userName: 'deployer',
  },
  eventTime: `2026-11-02T09:${String(minute).padStart(2, '0')}:00Z`,
  eventSource: 's3.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.15',
  ...(errorCode !== undefined && { errorCode }),
  requestParameters: { bucketName: 'amzn-s3-demo-bucket', Host: 'amzn-s3-demo-bucket.s3.amazonaws.com' },
  responseElements: null,
  eventID: `00000000-0000-4000-8000-0000000000${String(minute).padStart(2, '0')}`,
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
})

test('a chain of correlations in a file of somebody else runs as it stands', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'bucketwatch-')), 'refused-then-listed.yml')
  await writeFile(path, file)
  const loaded = await loadRules([path])
  if (!loaded.ok) throw new Error(loaded.issues.map(formatIssue).join('\n'))
  expect(loaded.value.detections.map(({ slug }) => slug)).toEqual(['refused-then-listed'])

  const refused = [1, 2, 3].map(minute => record(minute, 'GetBucketAcl', 'AccessDenied'))
  const scan = async (...records: readonly ReturnType<typeof record>[]) => {
    const result = await scanRecords(records, loaded.value.detections)
    if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
    return result.value
  }
  expect(await scan(...refused, record(20, 'ListBuckets'))).toMatchObject([
    {
      detection: { title: 'Many refused calls, then one that succeeds' },
      severity: 'high',
      outcome: 'success',
      count: 4,
      steps: [
        { rule: 'refused', count: 3 },
        { rule: 'listed', count: 1 },
      ],
    },
  ])
  expect(await scan(...refused, record(20, 'ListBuckets', 'AccessDenied'))).toEqual([])
  expect(await scan(record(0, 'ListBuckets'), ...refused)).toEqual([])
})
