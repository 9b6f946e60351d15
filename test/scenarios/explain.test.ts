import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-'))
afterAll(() => rmSync(folder, { recursive: true }))

const recordOf = (account: string, eventSource: string, eventName: string, eventID: string) => ({
  eventVersion: '1.11',
  eventTime: '2026-11-02T10:00:00Z',
  eventSource,
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-cli/2.31.18',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket', VersioningConfiguration: { Status: 'Suspended' } },
  eventID,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: account,
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/ada`, accountId: account },
})

const passedOver = '22222222-2222-4222-8222-222222222222'

test('explain reads records that a scan passes over, and learns no more from them than the scan did', async () => {
  const file = join(folder, 'trail.json')
  const records = [
    recordOf('111122223333', 's3.amazonaws.com', 'PutBucketVersioning', '11111111-1111-4111-8111-111111111111'),
    recordOf('444455556666', 'ec2.amazonaws.com', 'RunInstances', passedOver),
  ]
  writeFileSync(file, JSON.stringify({ Records: records }))
  const { stdout } = await runProgram(['scan', file, '-f', 'json', '-q'])
  const { findings, knowledge } = JSON.parse(stdout) as {
    findings: { id: string }[]
    knowledge: { ownAccounts: string[] }
  }
  expect(knowledge.ownAccounts).toEqual(['111122223333'])
  for (const id of [findings[0]?.id ?? '', passedOver]) {
    const explained = await runProgram(['explain', id, file])
    expect(explained).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Known here: own account 111122223333\b/),
    })
  }
})
