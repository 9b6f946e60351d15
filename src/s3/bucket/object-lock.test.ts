import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const lockOf = (action: string, parameters: JsonObject | null) => factsOf('s3', action, parameters).objectLock
const bucketLock = (ObjectLockConfiguration: JsonObject | string) =>
  lockOf('PutBucketObjectLockConfiguration', { 'object-lock': '', ObjectLockConfiguration })

test('a default retention has a mode and a length', () => {
  const retention = (DefaultRetention: JsonObject) =>
    bucketLock({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } })
  expect(retention({ Mode: 'COMPLIANCE', Years: 2 })).toEqual({
    mode: 'COMPLIANCE',
    days: 730,
    enabled: true,
    removed: false,
  })
  expect(retention({ Mode: 'GOVERNANCE', Days: '30' })).toMatchObject({ mode: 'GOVERNANCE', days: 30 })
  expect(
    lockOf('PutObjectLockConfiguration', {
      objectLockConfiguration: { rule: { defaultRetention: { mode: 'COMPLIANCE', days: 1 } } },
    }),
  ).toMatchObject({ mode: 'COMPLIANCE', days: 1 })
})

test('a lock without a default retention keeps nothing by itself', () => {
  expect(bucketLock({ ObjectLockEnabled: 'Enabled' })).toEqual({ enabled: true, removed: true })
  expect(bucketLock('')).toBeUndefined()
  expect(lockOf('PutBucketObjectLockConfiguration', null)).toBeUndefined()
})

test('an object is kept until a date, or no longer', () => {
  const Retention = { Mode: 'COMPLIANCE', RetainUntilDate: '2027-11-24T00:00:00Z' }
  const kept = { mode: 'COMPLIANCE', days: 365, retainUntil: '2027-11-24T00:00:00Z', enabled: true, removed: false }
  expect(lockOf('PutObjectRetention', { retention: '', Retention })).toEqual(kept)
  expect(
    lockOf('PutObject', {
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2027-11-24T00:00:00Z',
    }),
  ).toEqual(kept)
  expect(lockOf('PutObjectRetention', { Retention: { xmlns: 'x' } })).toEqual({ enabled: false, removed: true })
  expect(lockOf('PutObjectRetention', { retention: '' })).toBeUndefined()
})

test('an event hold keeps an object too', () => {
  expect(lockOf('PutObjectRetention', { Retention: { EventHold: 'ON' } })).toMatchObject({ removed: false })
})

test('a legal hold is set or lifted', () => {
  const hold = (Status: string) => lockOf('PutObjectLegalHold', { 'legal-hold': '', LegalHold: { Status } })
  expect(hold('ON')).toEqual({ legalHold: true, enabled: false, removed: false })
  expect(hold('OFF')).toEqual({ legalHold: false, enabled: false, removed: true })
  expect(lockOf('CopyObject', { 'x-amz-object-lock-legal-hold': 'ON' })).toMatchObject({ legalHold: true })
  expect(lockOf('PutObjectLegalHold', { 'legal-hold': '' })).toBeUndefined()
})

test('an ordinary upload and an ordinary bucket say nothing about it', () => {
  expect(lockOf('PutObject', { key: 'a' })).toBeUndefined()
  expect(lockOf('CreateBucket', { bucketName: 'amzn-s3-demo-bucket' })).toBeUndefined()
  expect(lockOf('CreateBucket', { 'x-amz-bucket-object-lock-enabled': 'true' })).toEqual({
    enabled: true,
    removed: false,
  })
})
