import { expect, test } from 'vitest'
import { outcomeOf, outcomeOfMessage } from './outcome.ts'

test.each([undefined, '', 'success', 'NotModified'])('%s is success', code => {
  expect(outcomeOf(code)).toBe('success')
})

test.each([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'Client.UnauthorizedOperation',
  'VpceAccessDenied',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
])('%s is a refusal', code => {
  expect(outcomeOf(code)).toBe('denied')
})

test.each([
  'NoSuchBucketPolicy',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchBucket',
  'NoSuchKey',
  'ServerSideEncryptionConfigurationNotFoundError',
  'ReplicationConfigurationNotFoundError',
  'ObjectLockConfigurationNotFoundError',
  'BucketNotEmpty',
  'PreconditionFailed',
  'ThrottlingException',
  'MalformedXML',
])('%s is a failure that refuses nobody', code => {
  expect(outcomeOf(code)).toBe('failed')
})

test('a message without a code is an error too', () => {
  expect(outcomeOfMessage('Failed authentication')).toBe('failed')
  expect(outcomeOfMessage('User: x is not authorized to perform: s3:PutBucketAcl')).toBe('denied')
  expect(outcomeOfMessage('')).toBe('success')
})
