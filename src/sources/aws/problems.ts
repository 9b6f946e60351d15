import type { Issue } from '#primitives'

/** What asking AWS can come to, by the code it stands under. `file` is what was asked for: `s3://bucket/key`, a queue. */
export const awsProblems = {
  unavailable: (file: string, reason: string): Issue => ({
    code: 'aws-unavailable',
    message: `AWS gave no answer to use, however often it was asked (${reason}). It has to be fetched again.`,
    at: { file },
    received: reason,
  }),
  unreachable: (file: string, reason: string): Issue => ({
    code: 'aws-unreachable',
    message: `No connection could be made (${reason}). Where a proxy inspects TLS, NODE_EXTRA_CA_CERTS has to name its certificate; AWS_ENDPOINT_URL, if it is set, has to be a URL.`,
    at: { file },
    received: reason,
  }),
  noTls: (file: string): Issue => ({
    code: 'aws-no-tls',
    message:
      'What answers there speaks no TLS. If it is an emulator, name its queues sqs+http://… instead of sqs://…, and let AWS_ENDPOINT_URL begin with http://.',
    at: { file },
    expected: 'a server that speaks TLS',
    received: 'an answer in the clear',
  }),
  noCredentials: (file: string, reason: string): Issue => ({
    code: 'aws-no-credentials',
    message:
      'No AWS credentials were found. Set AWS_PROFILE or AWS_ACCESS_KEY_ID, sign in (aws sso login), or give the machine or container a role.',
    at: { file },
    received: reason,
  }),
  credentialsRefused: (file: string, reason: string): Issue => ({
    code: 'aws-credentials-refused',
    message: `AWS does not accept the credentials (${reason}). They may have expired, or the clock of this machine may be wrong.`,
    at: { file },
    received: reason,
  }),
  noRegion: (file: string): Issue => ({
    code: 'aws-no-region',
    message: 'No AWS region is set. Set AWS_REGION, or a region for the profile in use.',
    at: { file },
    expected: 'AWS_REGION',
  }),
  denied: (file: string, action: string, resource: string, reason: string): Issue => ({
    code: 'aws-access-denied',
    message: `AWS denies it. The policy of this identity, and where it is in another account that of the resource too, has to allow ${action} on ${resource}.`,
    at: { file },
    expected: `${action} on ${resource}`,
    received: reason,
  }),
  keyDenied: (file: string, key: string, reason: string): Issue => ({
    code: 'kms-access-denied',
    message: `The object is encrypted, and its key may not be used. This identity needs kms:Decrypt on ${key}, and the policy of the key has to admit it.`,
    at: { file },
    expected: `kms:Decrypt on ${key}`,
    received: reason,
  }),
  keyUnusable: (file: string, reason: string): Issue => ({
    code: 'kms-key-unusable',
    message: `The object is encrypted with a key that is disabled, gone, or about to be deleted (${reason}).`,
    at: { file },
    received: reason,
  }),
  noQueue: (file: string): Issue => ({
    code: 'sqs-no-queue',
    message: 'There is no such queue. Check its account, region and name.',
    at: { file },
  }),
  noBucket: (file: string, bucket: string): Issue => ({
    code: 's3-no-bucket',
    message: `There is no bucket ${bucket}. Check its name.`,
    at: { file },
  }),
  noObject: (file: string): Issue => ({
    code: 's3-no-object',
    message: 'There is no such object, or no longer.',
    at: { file },
  }),
  changed: (file: string): Issue => ({
    code: 's3-object-changed',
    message: 'The object was replaced by another while it was read. It has to be fetched again.',
    at: { file },
  }),
  archived: (file: string): Issue => ({
    code: 's3-archived',
    message: 'The object is in an archive (S3 Glacier or Intelligent-Tiering archive) and has to be restored first.',
    at: { file },
  }),
  archivedAmong: (file: string, count: number): Issue => ({
    code: 's3-archived',
    message: `${count} objects are in an archive (S3 Glacier) and were left out. Restore them first.`,
    at: { file },
    received: String(count),
  }),
  badUrl: (file: string): Issue => ({
    code: 's3-bad-url',
    message: 'This is no address of a bucket.',
    at: { file },
    expected: 's3://bucket or s3://bucket/prefix',
  }),
  noObjects: (file: string): Issue => ({
    code: 's3-no-objects',
    message: 'No object has a key that begins so.',
    at: { file },
  }),
  refused: (file: string, reason: string): Issue => ({
    code: 'aws-refused',
    message: `AWS refuses the request: ${reason}.`,
    at: { file },
    received: reason,
  }),
}
