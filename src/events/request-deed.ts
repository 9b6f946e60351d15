import { BoundedCache, digest53 } from '#primitives'
import type { Outcome } from './activity-event.ts'

/** What besides its id tells one thing that a request did from another: it may delete many objects, or read one and write another. */
export interface RequestDeed {
  /** As either log calls it. */
  readonly action: string
  readonly bucket: string | undefined
  readonly outcome: Outcome
  /** The version that was asked for. */
  readonly version: string | undefined
}

/** The same for all requests that do the same, whichever log tells of them. */
export const saltOfDeed = ({ action, bucket = '', outcome, version = '' }: RequestDeed): number =>
  digest53(`${operationOf(action)} ${bucket} ${outcome} ${version}`)

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

/** One name for what the logs call `PutBucketAcl` and `REST.PUT.ACL`. Where they agree on none, the request stays two events. */
function operationOf(action: string): string {
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
  return method === undefined || subject === undefined ? action : `${method.toUpperCase()} ${subjectOf(subject)}`
}

/** `BUCKETPOLICY` and `BucketPolicy` are of the policy, `LOGGING_STATUS` and `BucketLogging` of logging. A key tells objects from buckets. */
const subjectOf = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll('_', '')
    .replace(/^(?:BUCKET)?(?:OBJECT(?:LOCK)?)?(?=.)/, '')
    .replace(/(?<=.)CONFIGURATION$/, '')
    .replace(/^LOGGINGSTATUS$/, 'LOGGING')
