import { expect, test } from 'vitest'
import { Observation, resolveField } from '#events'
import type { JsonObject, JsonValue } from '#primitives'
import { event, factsOf } from '../testing/facts-of.ts'

const lifecycleOf = (rule: JsonValue) =>
  factsOf('s3', 'PutBucketLifecycle', { lifecycle: '', LifecycleConfiguration: { Rule: rule } }).lifecycle
const only = (rule: JsonObject) => lifecycleOf({ Status: 'Enabled', ...rule })?.rules[0]

test('a rule that lets objects expire says when, and what it is about', () => {
  expect(only({ ID: 'purge', Filter: { Prefix: '' }, Expiration: { Days: 1 } })).toEqual({
    id: 'purge',
    wholeBucket: true,
    expiryDays: 1,
  })
  expect(only({ Filter: '', Expiration: { Days: '7' } })).toEqual({ wholeBucket: true, expiryDays: 7 })
  expect(only({ Prefix: 'logs/', Expiration: { Days: 3 } })).toEqual({
    prefix: 'logs/',
    wholeBucket: false,
    expiryDays: 3,
  })
  expect(only({ NoncurrentVersionExpiration: { NoncurrentDays: 2 } })).toEqual({ wholeBucket: true, noncurrentDays: 2 })
})

test.each([
  ['2026-11-25T00:00:00.000Z', 1],
  ['2026-11-25', 1],
  ['2026-12-24T00:00:00Z', 30],
  ['2026-11-24T00:00:00Z', 0],
  ['2020-01-01', 0],
])('the date %s is %d days from the event', (Date, days) => {
  expect(only({ Expiration: { Date } })?.expiryDays).toBe(days)
})

test('what removes no data is no expiry', () => {
  for (const rule of [
    { Expiration: { ExpiredObjectDeleteMarker: true } },
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    { Transition: { Days: 1, StorageClass: 'GLACIER' } },
    { Expiration: { Date: 'soon' } },
    { Expiration: '' },
  ]) {
    expect(only(rule)).toEqual({ wholeBucket: true })
  }
})

test.each<[JsonObject]>([
  [{ Prefix: 'a/' }],
  [{ Prefix: '*' }],
  [{ Tag: { Key: 'a', Value: 'b' } }],
  [{ ObjectSizeGreaterThan: 1 }],
  [{ And: { Prefix: 'a/', Tag: [{ Key: 'a', Value: 'b' }] } }],
  [{ And: { ObjectSizeLessThan: 5 } }],
])('a rule with the filter %j is not about the whole bucket', filter => {
  expect(only({ Filter: filter, Expiration: { Days: 1 } })?.wholeBucket).toBe(false)
})

test('only rules that are switched on count', () => {
  const rules = [
    { ID: 'off', Status: 'Disabled', Expiration: { Days: 1 } },
    { ID: 'on', Status: 'Enabled', Expiration: { Days: 30 } },
  ]
  expect(lifecycleOf(rules)?.rules.map(({ id }) => id)).toEqual(['on'])
  expect(lifecycleOf({ Status: 'Disabled', Expiration: { Days: 1 } })?.rules).toEqual([])
})

test('a record without a body has no rules, and a deletion takes them all', () => {
  expect(factsOf('s3', 'PutBucketLifecycle', { lifecycle: '' }).lifecycle).toEqual({ deleted: false, rules: [] })
  expect(factsOf('s3', 'DeleteBucketLifecycle', { lifecycle: '' }).lifecycle).toEqual({ deleted: true, rules: [] })
  expect(factsOf('s3', 'GetBucketLifecycle', { lifecycle: '' }).lifecycle).toBeUndefined()
})

test('of several rules, the soonest counts, and one for the whole bucket before others as soon', () => {
  const lifecycle = lifecycleOf([
    { Status: 'Enabled', Prefix: 'a/', Expiration: { Days: 2 } },
    { Status: 'Enabled', Filter: '', Expiration: { Days: 2 }, NoncurrentVersionExpiration: { NoncurrentDays: 9 } },
    { Status: 'Enabled', Filter: '', Expiration: { Days: 90 }, NoncurrentVersionExpiration: { NoncurrentDays: 5 } },
  ])
  const observation = new Observation(event, () => (lifecycle === undefined ? {} : { lifecycle }))
  const read = (name: string) => resolveField(`s3.lifecycle.${name}`)?.(observation)
  expect(read('expiry_days')).toBe(2)
  expect(read('noncurrent_days')).toBe(5)
  expect(read('whole_bucket')).toBe(true)
  expect(read('prefixes')).toEqual(['a/'])
})
