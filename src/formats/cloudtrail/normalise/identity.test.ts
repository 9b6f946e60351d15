import { expect, test } from 'vitest'
import { identityOf, isGuid } from './identity.ts'

const guid = 'e5f59b6a-05e6-4412-bd56-440d872e90e9'

test('a GUID alone identifies an event, however the record was passed on', () => {
  expect(identityOf({ eventID: guid, eventName: 'GetObject' })).toEqual(identityOf({ eventID: guid }))
})

test('records that share a made-up id stay apart', () => {
  const one = identityOf({ eventID: '1111', eventName: 'PutBucketAcl' })
  const other = identityOf({ eventID: '1111', eventName: 'DeleteBucket' })
  expect(one.id).toBe('1111')
  expect(one.identity).not.toBe(other.identity)
})

test('copies of a record without a GUID are known in any order of members', () => {
  const one = identityOf({ eventName: 'PutBucketAcl', requestParameters: { a: 1, b: 2 } })
  const copy = identityOf({ requestParameters: { b: 2, a: 1 }, eventName: 'PutBucketAcl' })
  expect(one).toEqual(copy)
  expect(one.id).toMatch(/^[0-9a-f]{32}$/)
})

test('a GUID has hexadecimal digits, dashes in their places, and the variant of RFC 9562', () => {
  expect(isGuid(guid)).toBe(true)
  expect(isGuid(guid.toUpperCase())).toBe(true)
  expect(isGuid('12345678-1234-1234-1234-123456789012')).toBe(false)
  expect(isGuid('f7g8h9i0-j1k2-43m4-85o6-p7q8r9s0t1u2')).toBe(false)
  expect(isGuid(`${guid} `)).toBe(false)
})
