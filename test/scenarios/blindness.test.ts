import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-'))
afterAll(() => rmSync(folder, { recursive: true }))

const call = {
  eventVersion: '1.11',
  eventTime: '2026-11-02T10:00:00Z',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-cli/2.31.18',
  requestParameters: { bucketName: 'amzn-s3-demo-bucket' },
  eventID: '11111111-1111-4111-8111-111111111111',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada', accountId: '111122223333' },
}

interface Report {
  readonly detections: { slug: string; state: string; limits?: string }[]
  readonly activity: { buckets: { name: string; management: boolean }[] }
}

async function reportOf(record: object): Promise<Report> {
  const file = join(folder, 'trail.json')
  writeFileSync(file, JSON.stringify({ Records: [{ ...call, ...record }] }))
  return JSON.parse((await runProgram(['scan', file, '-f', 'json', '-q'])).stdout) as Report
}

const stateOf = ({ detections }: Report, slug: string) => detections.find(one => one.slug === slug)?.state

// One that is read, and one of a service that no detection asks for.
test.each([
  { eventSource: 's3.amazonaws.com', eventName: 'GetBucketAcl' },
  { eventSource: 'mediastore.amazonaws.com', eventName: 'ListContainers' },
])('$eventSource: management events are there, and network activity is none', async what => {
  const management = await reportOf({ ...what, managementEvent: true, eventCategory: 'Management' })
  expect(stateOf(management, 'bucket-versioning-suspended')).not.toBe('blind')
  const network = await reportOf({
    ...what,
    eventType: 'AwsVpceEvent',
    managementEvent: false,
    eventCategory: 'NetworkActivity',
    vpcEndpointId: 'vpce-0123456789abcdef0',
    errorCode: 'VpceAccessDenied',
  })
  expect(stateOf(network, 'bucket-versioning-suspended')).toBe('blind')
  expect(network.activity.buckets.filter(({ management: seen }) => seen)).toEqual([])
})

test('what a detection could not judge for its bounds or for want of a time is said', async () => {
  const what = {
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventTime: 'yesterday',
    eventCategory: 'Data',
  }
  const { detections } = await reportOf(what)
  const limited = detections.filter(({ limits }) => limits?.includes('without a readable time'))
  expect(limited.length).toBeGreaterThan(0)
  const { stderr } = await runProgram(['scan', join(folder, 'trail.json'), '-f', 'jsonl'])
  expect(stderr).toContain('not all')
  expect(stderr).toContain('without a readable time')
})
