import { describe, expect, test } from 'vitest'
import type { ActivityEvent } from '#events'
import { asAccountId, asBucketName } from '#primitives'
import { concerns, everything, judgeScope } from './scope.ts'

const event: ActivityEvent = {
  id: '1',
  identity: 1,
  time: Date.UTC(2026, 9, 10),
  log: 'cloudtrail',
  service: 's3.amazonaws.com',
  action: 'GetObject',
  category: 'data',
  outcome: 'success',
  actor: { kind: 'anonymous', session: 'anonymous', principal: 'anonymous' },
  network: {},
  account: asAccountId('111122223333'),
  region: 'us-east-1',
  bucket: asBucketName('amzn-s3-demo-bucket'),
  origin: { file: 'x', record: 1 },
  raw: {},
}

describe('what a scan reports on', () => {
  test('is everything unless something is asked for', () => {
    expect(judgeScope(everything, event)).toBe('report')
  })
  test('what is earlier than --from is learnt from', () => {
    expect(judgeScope({ ...everything, from: Date.UTC(2026, 9, 11) }, event)).toBe('learn')
    expect(judgeScope({ ...everything, from: Date.UTC(2026, 9, 10) }, event)).toBe('report')
  })
  test('--to is exclusive', () => {
    expect(judgeScope({ ...everything, to: Date.UTC(2026, 9, 10) }, event)).toBe('--to')
  })
  test.each([
    ['--account', { accounts: ['444455556666'] }],
    ['--region', { regions: ['eu-west-1'] }],
  ] as const)('%s leaves others out', (option, part) => {
    expect(judgeScope({ ...everything, ...part }, event)).toBe(option)
  })
  test('a log that does not name its account is not left out by --account', () => {
    expect(judgeScope({ ...everything, accounts: ['444455556666'] }, { ...event, account: asAccountId('') })).toBe(
      'report',
    )
  })
  test('--bucket leaves no event out: it is about findings and activity', () => {
    const scope = { ...everything, buckets: ['amzn-s3-demo-logs'] }
    expect(judgeScope(scope, event)).toBe('report')
    expect(concerns(scope, [event.bucket])).toBe(false)
    expect(concerns(scope, ['amzn-s3-demo-bucket', 'amzn-s3-demo-logs'])).toBe(true)
  })
  test('an event without a readable time is kept until a time is asked for', () => {
    expect(judgeScope(everything, { ...event, time: undefined })).toBe('report')
    expect(judgeScope({ ...everything, from: 1 }, { ...event, time: undefined })).toBe('--from')
  })
})
