import { expect, test } from 'vitest'
import type { JsonObject } from '#primitives'
import { account, factsOf } from '../testing/facts-of.ts'

const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
const jobOf = (action: string, parameters: JsonObject | null, more: JsonObject = {}) =>
  factsOf('s3', action, parameters, more).batchJob

test.each(['JobCreated', 'JobStatusChanged'])('%s tells the job and its state, and no caller', action => {
  expect(jobOf(action, null, { serviceEventDetails: { jobId: id, status: 'New', failureCodes: [] } })).toEqual({
    id,
    status: 'New',
  })
})

test('a created job has an operation and a role', () => {
  const roleArn = `arn:aws:iam::${account}:role/batch`
  const operation = { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::amzn-s3-demo-out' } }
  expect(
    jobOf(
      'CreateJob',
      { CreateJobRequest: { Operation: operation, RoleArn: roleArn } },
      { responseElements: { jobId: id } },
    ),
  ).toEqual({ id, operation: 'S3PutObjectCopy', role: roleArn })
  expect(jobOf('CreateJob', { operation: { xmlns: 'x', s3DeleteObjectTagging: '' } })).toEqual({
    operation: 's3DeleteObjectTagging',
  })
  expect(jobOf('CreateJob', null)).toEqual({})
})

test('a job is told to run or to stop', () => {
  expect(jobOf('UpdateJobStatus', { jobId: id, requestedJobStatus: 'Cancelled' })).toEqual({ id, status: 'Cancelled' })
})

test('looking at jobs says nothing', () => {
  expect(jobOf('DescribeJob', { jobId: id })).toBeUndefined()
  expect(jobOf('ListJobs', {})).toBeUndefined()
})
