import { expect, test } from 'vitest'
import { operationOf } from './operation.ts'

test.each([
  ['GetObject', 'REST.GET.OBJECT'],
  ['GetObject', 'WEBSITE.GET.OBJECT'],
  ['HeadObject', 'REST.HEAD.OBJECT'],
  ['PutObject', 'REST.PUT.OBJECT'],
  ['PostObject', 'REST.POST.OBJECT'],
  ['DeleteObject', 'REST.DELETE.OBJECT'],
  ['DeleteObject', 'BATCH.DELETE.OBJECT'],
  ['DeleteObjects', 'REST.POST.MULTI_OBJECT_DELETE'],
  ['CopyObject', 'REST.COPY.OBJECT'],
  ['UploadPart', 'REST.PUT.PART'],
  ['UploadPartCopy', 'REST.COPY.PART'],
  ['CreateMultipartUpload', 'REST.POST.UPLOADS'],
  ['CompleteMultipartUpload', 'REST.POST.UPLOAD'],
  ['AbortMultipartUpload', 'REST.DELETE.UPLOAD'],
  ['ListParts', 'REST.GET.UPLOAD'],
  ['ListObjects', 'REST.GET.BUCKET'],
  ['ListObjectVersions', 'REST.GET.BUCKETVERSIONS'],
  ['HeadBucket', 'REST.HEAD.BUCKET'],
  ['CreateBucket', 'REST.PUT.BUCKET'],
  ['DeleteBucket', 'REST.DELETE.BUCKET'],
  ['GetObjectAcl', 'REST.GET.ACL'],
  ['PutBucketAcl', 'REST.PUT.ACL'],
  ['GetObjectTagging', 'REST.GET.OBJECT_TAGGING'],
  ['PutBucketTagging', 'REST.PUT.TAGGING'],
  ['PutObjectRetention', 'REST.PUT.OBJECT_LOCK_RETENTION'],
  ['GetObjectLegalHold', 'REST.GET.OBJECT_LOCK_LEGALHOLD'],
  ['GetObjectAttributes', 'REST.GET.OBJECT_ATTRIBUTES'],
  ['PutBucketObjectLockConfiguration', 'REST.PUT.OBJECT_LOCK_CONFIGURATION'],
  ['PutBucketPolicy', 'REST.PUT.BUCKETPOLICY'],
  ['GetBucketPolicyStatus', 'REST.GET.POLICY_STATUS'],
  ['GetBucketLogging', 'REST.GET.LOGGING_STATUS'],
  ['PutBucketVersioning', 'REST.PUT.VERSIONING'],
  ['PutBucketPublicAccessBlock', 'REST.PUT.PUBLIC_ACCESS_BLOCK'],
  ['PutAccelerateConfiguration', 'REST.PUT.ACCELERATE'],
  ['GetBucketIntelligentTieringConfiguration', 'REST.GET.INTELLIGENT_TIERING'],
  ['RestoreObject', 'REST.POST.RESTORE'],
])('%s is what access logs call %s', (event, operation) => {
  expect(operationOf(event)).toBe(operationOf(operation))
})

test('what does something else is something else', () => {
  const actions = [
    'GetObject',
    'HeadObject',
    'PutObject',
    'PutObjectAcl',
    'PutObjectTagging',
    'PutBucketTagging',
    'DeleteObject',
    'CopyObject',
    'REST.COPY.OBJECT_GET',
    'ListObjects',
    'ListObjectVersions',
    'GetBucketObjectLockConfiguration',
    'DeleteBucket',
    'DeleteBucketPolicy',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'constructor',
    '',
  ]
  expect(new Set(actions.map(operationOf)).size).toBe(actions.length)
})
