import { expect, test } from 'vitest'
import { isRequestId, saltOfDeed } from './request-identity.ts'

test.each(['5CDAB4038253B0E4', '12022757484239F5', '4XRNRGRFH6RES629', 'AABBC0D1E2F3KZQ9'])('%s may be of S3', id => {
  expect(isRequestId(id)).toBe(true)
})

test.each([
  '3E57427F3EXAMPLE',
  'EXAMPLE123456789',
  'XXXXXXXXXXXXXXXX',
  '0000000000000001',
  '1234567890ABCDEF',
  '0123456789ABCDEF',
  'ABCDEFGHIJKLMNOP',
  '4xrnrgrfh6res629',
  '4XRNRGRFH6RES62',
])('%s is made up', id => {
  expect(isRequestId(id)).toBe(false)
})

test('requests do the same where they have one operation, outcome and version', () => {
  const deed = { action: 'GetObject', bucket: 'amzn-s3-demo-bucket', outcome: 'success', version: undefined } as const
  const salt = saltOfDeed(deed)
  expect(saltOfDeed({ ...deed, action: 'REST.GET.OBJECT' })).toBe(salt)
  for (const other of [
    { action: 'PutObject' },
    { outcome: 'denied' },
    { version: 'v' },
    { bucket: 'other' },
  ] as const) {
    expect(saltOfDeed({ ...deed, ...other })).not.toBe(salt)
  }
})
