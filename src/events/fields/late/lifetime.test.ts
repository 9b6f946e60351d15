import { expect, test } from 'vitest'
import { asAccountId, asBucketName } from '#primitives'
import type { ActivityEvent } from '../../activity-event.ts'
import { emptyEnvironment } from '../../environment.ts'
import type { S3Facts } from '../../facts/index.ts'
import { type Knowledge, trailKey } from '../../knowledge.ts'
import { Observation } from '../../observation.ts'
import type { FieldValue } from '../field.ts'
import { lifeFields } from './lifetime.ts'

const hour = 3_600_000
const facts: S3Facts = { trail: { name: 'audit', stopped: true, deleted: false } }
const knowledge = {
  deletionOf: (bucket: string) => (bucket === 'amzn-s3-demo-bucket' ? 10 * hour : undefined),
  trailCreationOf: (key: string) => (key === trailKey('111122223333', 'audit') ? 10 * hour : undefined),
} as unknown as Knowledge

function valueOf(name: string, time: number | undefined, changes: Partial<ActivityEvent> = {}): FieldValue {
  const event = {
    time,
    account: asAccountId('111122223333'),
    bucket: asBucketName('amzn-s3-demo-bucket'),
    ...changes,
  } as unknown as ActivityEvent
  const observation = new Observation(event, () => facts, { environment: emptyEnvironment, knowledge })
  return lifeFields.find(field => field.name === name)?.read(observation)
}

test.each([
  [9 * hour, true],
  [10 * hour, true],
  [9 * hour - 1, false],
  [10 * hour + 1, false],
])('a bucket that is deleted in hour 10 is torn down at %i: %s', (time, expected) => {
  expect(valueOf('bucket.torn_down', time)).toBe(expected)
})

test('a bucket that is never deleted is not torn down, and without a time nobody knows', () => {
  expect(valueOf('bucket.torn_down', 9 * hour, { bucket: asBucketName('another') })).toBe(false)
  expect(valueOf('bucket.torn_down', undefined)).toBeUndefined()
})

test.each([
  [10 * hour, true],
  [11 * hour, true],
  [11 * hour + 1, false],
  [10 * hour - 1, false],
])('a trail that is created in hour 10 is new at %i: %s', (time, expected) => {
  expect(valueOf('trail.new', time)).toBe(expected)
})

test('a trail of that name in another account is another trail', () => {
  expect(valueOf('trail.new', 10 * hour, { account: asAccountId('444455556666') })).toBe(false)
})
