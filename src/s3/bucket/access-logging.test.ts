import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '#primitives'
import { factsOf } from '../testing/facts-of.ts'

const loggingOf = (parameters: JsonObject | null) => factsOf('s3', 'PutBucketLogging', parameters).logging
const body = (status: JsonValue) => loggingOf({ logging: '', BucketLoggingStatus: status })
const target = { TargetBucket: 'amzn-s3-demo-logs', TargetPrefix: 'access/' }

test('with a target, logs are delivered there', () => {
  const expected = { enabled: true, targetBucket: 'amzn-s3-demo-logs', targetPrefix: 'access/' }
  expect(body({ LoggingEnabled: target })).toEqual(expected)
  expect(body([{ loggingEnabled: [target] }])).toEqual(expected)
  expect(body({ LoggingEnabled: { TargetBucket: 'amzn-s3-demo-logs', TargetPrefix: '' } })).toEqual({
    enabled: true,
    targetBucket: 'amzn-s3-demo-logs',
  })
})

test('a body without a target switches logging off', () => {
  for (const status of [{ xmlns: 'http://doc.s3.amazonaws.com/2006-03-01' }, {}, '', { LoggingEnabled: '' }]) {
    expect(body(status)).toEqual({ enabled: false })
  }
})

test('without a body, nobody can say', () => {
  expect(loggingOf({ logging: '' })).toEqual({})
  expect(loggingOf(null)).toEqual({})
  expect(factsOf('s3', 'GetBucketLogging', { logging: '' }).logging).toBeUndefined()
})
