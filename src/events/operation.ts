import { BoundedCache } from '#primitives'

/** Calls whose name in CloudTrail says nothing of the operation in a server access log. */
const operations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AbortMultipartUpload: 'DELETE.UPLOAD',
    CompleteMultipartUpload: 'POST.UPLOAD',
    CopyObject: 'COPY.OBJECT',
    CreateBucket: 'PUT.BUCKET',
    CreateMultipartUpload: 'POST.UPLOADS',
    DeleteObjects: 'POST.MULTI_OBJECT_DELETE',
    ListBuckets: 'GET.SERVICE',
    ListMultipartUploads: 'GET.UPLOADS',
    ListObjectVersions: 'GET.BUCKETVERSIONS',
    ListObjects: 'GET.BUCKET',
    ListParts: 'GET.UPLOAD',
    PreflightRequest: 'OPTIONS.PREFLIGHT',
    RestoreObject: 'POST.RESTORE',
    SelectObjectContent: 'POST.SELECT',
    UploadPart: 'PUT.PART',
    UploadPartCopy: 'COPY.PART',
  }),
)

const known = new BoundedCache<string, string>(1_000)

/**
 * One name for what the logs call `PutBucketAcl` and `REST.PUT.ACL`: `PUT.ACL`. What is not known to have another name in the other log
 * keeps its own.
 */
export function operationOf(action: string): string {
  const before = known.get(action)
  if (before !== undefined) return before
  const operation = readOperation(action)
  known.set(action, operation)
  return operation
}

function readOperation(action: string): string {
  const listed = operations.get(action)
  const [, method, subject] =
    /^(?:REST|WEBSITE|BATCH)\.([A-Z]+)\.(\w+)$/.exec(listed === undefined ? action : `REST.${listed}`) ??
    /^(Delete|Get|Head|Post|Put)([A-Z]\w*)$/.exec(action) ??
    []
  return method === undefined || subject === undefined ? action : `${method.toUpperCase()}.${subjectOf(subject)}`
}

/** `BUCKETPOLICY` and `BucketPolicy` are of the policy, `LOGGING_STATUS` and `BucketLogging` of logging. */
const subjectOf = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll('_', '')
    .replace(/^BUCKET(?=.)/, '')
    .replace(/^OBJECTACL$/, 'ACL')
    .replace(/^OBJECTLOCK(?=RETENTION|LEGALHOLD)/, 'OBJECT')
    .replace(/(?<=.)CONFIGURATION$/, '')
    .replace(/^LOGGINGSTATUS$/, 'LOGGING')
