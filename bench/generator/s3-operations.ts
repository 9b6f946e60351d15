/** A sub-resource of a bucket: `?acl`, and how the access log spells it. */
interface SubResource {
  readonly query: string
  readonly logged: string
}

const subResources: Readonly<Record<string, SubResource>> = {
  Acl: { query: 'acl', logged: 'ACL' },
  Policy: { query: 'policy', logged: 'BUCKETPOLICY' },
  PolicyStatus: { query: 'policyStatus', logged: 'POLICY_STATUS' },
  Versioning: { query: 'versioning', logged: 'VERSIONING' },
  Replication: { query: 'replication', logged: 'REPLICATION' },
  Lifecycle: { query: 'lifecycle', logged: 'LIFECYCLE' },
  Logging: { query: 'logging', logged: 'LOGGING_STATUS' },
  Encryption: { query: 'encryption', logged: 'ENCRYPTION' },
  Tagging: { query: 'tagging', logged: 'TAGGING' },
  Cors: { query: 'cors', logged: 'CORS' },
  Website: { query: 'website', logged: 'WEBSITE' },
  Notification: { query: 'notification', logged: 'NOTIFICATION' },
  Location: { query: 'location', logged: 'LOCATION' },
  PublicAccessBlock: { query: 'publicAccessBlock', logged: 'PUBLIC_ACCESS_BLOCK' },
  OwnershipControls: { query: 'ownershipControls', logged: 'OWNERSHIP_CONTROLS' },
  ObjectLockConfiguration: { query: 'object-lock', logged: 'OBJECT_LOCK_CONFIGURATION' },
  RequestPayment: { query: 'requestPayment', logged: 'REQUEST_PAYMENT' },
}

/** What S3 calls one operation in its two logs. */
export interface S3Operation {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'DELETE' | 'POST'
  /** `REST.GET.ACL`: the operation of a server access log. https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
  readonly logged: string
  /** The sub-resource in the query string. */
  readonly query?: string
  /** Object-level: a data event. */
  readonly object?: boolean
}

const plainOperations: Readonly<Record<string, S3Operation>> = {
  GetObject: { method: 'GET', logged: 'REST.GET.OBJECT', object: true },
  HeadObject: { method: 'HEAD', logged: 'REST.HEAD.OBJECT', object: true },
  PutObject: { method: 'PUT', logged: 'REST.PUT.OBJECT', object: true },
  CopyObject: { method: 'PUT', logged: 'REST.COPY.OBJECT', object: true },
  DeleteObject: { method: 'DELETE', logged: 'REST.DELETE.OBJECT', object: true },
  DeleteObjects: { method: 'POST', logged: 'REST.POST.MULTI_OBJECT_DELETE', query: 'delete', object: true },
  ListObjects: { method: 'GET', logged: 'REST.GET.BUCKET', object: true },
  HeadBucket: { method: 'HEAD', logged: 'REST.HEAD.BUCKET', object: true },
  ListBuckets: { method: 'GET', logged: 'REST.GET.SERVICE' },
  CreateBucket: { method: 'PUT', logged: 'REST.PUT.BUCKET' },
  DeleteBucket: { method: 'DELETE', logged: 'REST.DELETE.BUCKET' },
}

/** By CloudTrail's eventName; a misspelt one is a bug. */
export function s3Operation(name: string): S3Operation {
  const plain = plainOperations[name]
  if (plain) return plain
  const match = /^(Get|Put|Delete)(?:Bucket)(\w+)$/.exec(name)
  const subResource = subResources[match?.[2] ?? '']
  if (!match || !subResource) throw new Error(`no S3 operation is called ${name}`)
  const method = (match[1] as string).toUpperCase() as 'GET' | 'PUT' | 'DELETE'
  return { method, logged: `REST.${method}.${subResource.logged}`, query: subResource.query }
}

const statuses: Readonly<Record<string, number>> = { AccessDenied: 403, BucketNotEmpty: 409, InvalidBucketState: 409 }

/** The HTTP status of an answer; every other error that is generated is a missing thing. */
export function httpStatus(name: string, errorCode: string | undefined): number {
  if (errorCode !== undefined) return statuses[errorCode] ?? 404
  return s3Operation(name).method === 'DELETE' ? 204 : 200
}
