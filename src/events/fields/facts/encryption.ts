import type { S3Facts } from '../../facts/index.ts'
import type { FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { bodyField, fieldsOf, known } from './fact-field.ts'

const encryption = bodyField('encryption', 'ServerSideEncryptionConfiguration')
const blockedIn = (facts: S3Facts, pattern: RegExp): boolean | undefined => {
  const types = facts.encryption?.blockedTypes
  return types && types.length > 0 ? types.some(type => pattern.test(type)) : undefined
}

export const encryptionFields: FieldGroup = {
  title: 'Default encryption',
  about: 'What `PutBucketEncryption` and `DeleteBucketEncryption` say about the encryption of new objects.',
  fields: [
    encryption('algorithm', 'string', '`AES256`, `aws:kms` or `aws:kms:dsse`.', facts => facts.encryption?.algorithm),
    encryption('kms_key', 'string', 'The KMS key, as written.', facts => facts.encryption?.kmsKey),
    encryption('kms_account', 'string', 'The account in the key’s ARN.', facts => facts.encryption?.kmsAccount),
    encryption('blocked_types[]', 'string', 'The kinds of encryption that writers may not use.', facts =>
      known(facts.encryption?.blockedTypes),
    ),
    encryption('sse_c_allowed', 'boolean', 'Writers may bring their own keys (SSE-C): nothing is blocked.', facts =>
      blockedIn(facts, /^none$/i),
    ),
    encryption('sse_c_blocked', 'boolean', 'Writers may no longer bring their own keys (SSE-C).', facts =>
      blockedIn(facts, /^sse-c$/i),
    ),
    encryption('removed', 'boolean', 'The default encryption is taken away.', facts => facts.encryption?.removed),
  ],
}

const kms = fieldsOf('kms', 'the parameters of the call to KMS', [
  ...parameterPaths('KeyId', 'TargetKeyId', 'Policy', 'GranteePrincipal'),
  'responseElements.keyMetadata',
  'responseElements.keyId',
  'resources',
  ...accountPaths,
])

export const kmsFields: FieldGroup = {
  title: 'KMS keys',
  about: 'What a call changes about a KMS key: buckets depend on it.',
  fields: [
    kms('key_id', 'string', 'The key, as the call names it.', facts => facts.kms?.keyId),
    kms('key_arn', 'string', 'The ARN of the key, however the call names it.', facts => facts.kms?.keyArn),
    kms(
      'policy_public',
      'boolean',
      'The key policy of the call admits everyone, without a condition that fixes the caller.',
      facts => facts.kms?.policy?.public,
    ),
    kms(
      'policy_accounts[]',
      'string',
      'Accounts that the key policy, or the grant, admits, other than the record’s own.',
      facts => known(facts.kms?.policy?.accounts),
    ),
  ],
}
