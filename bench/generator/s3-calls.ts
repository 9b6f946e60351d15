import type { JsonObject } from '#primitives'
import type { Ids } from './ids.ts'
import type { Call } from './record.ts'
import { s3Operation } from './s3-operations.ts'

/** One request to S3, as much of it as the two logs tell. */
export interface S3Request {
  readonly name: string
  readonly bucket?: string
  readonly key?: string
  /** Of a listing. */
  readonly prefix?: string
  /** Further request parameters, or the body under its root element. */
  readonly parameters?: JsonObject
  readonly response?: JsonObject
  readonly error?: { readonly code: string; readonly message: string }
  readonly bytesIn?: number
  readonly bytesOut?: number
  /** The account that the bucket belongs to. */
  readonly owner: string
  readonly region: string
  readonly unsigned?: boolean
  readonly presigned?: boolean
}

export const s3Host = (request: S3Request): string =>
  request.bucket === undefined || request.name === 'CreateBucket'
    ? `s3.${request.region}.amazonaws.com`
    : `${request.bucket}.s3.${request.region}.amazonaws.com`

/** What the access log tells as well. */
export interface S3Call extends Call {
  readonly requestId: string
  readonly hostId: string
  readonly bytesOut: number
}

export function s3Call(request: S3Request, ids: Ids): S3Call {
  const operation = s3Operation(request.name)
  const [requestId, hostId] = [ids.requestId(), ids.hostId()]
  const bytesOut = request.bytesOut ?? (request.error ? 243 : 0)
  return {
    source: 's3.amazonaws.com',
    name: request.name,
    readOnly: operation.method === 'GET' || operation.method === 'HEAD',
    parameters: {
      ...(request.bucket === undefined ? {} : { bucketName: request.bucket }),
      Host: s3Host(request),
      ...(operation.query === undefined ? {} : { [operation.query]: '' }),
      ...(request.presigned ? presignedParameters : {}),
      ...(request.name === 'ListObjects' && !request.unsigned ? listing : {}),
      ...(request.prefix === undefined ? {} : { prefix: request.prefix }),
      ...request.parameters,
      ...(request.key === undefined ? {} : { key: request.key }),
    },
    response: request.response ?? null,
    ...(request.error ? { error: request.error } : {}),
    additional: {
      ...(request.unsigned ? {} : { SignatureVersion: 'SigV4' }),
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: request.bytesIn ?? 0,
      ...(request.unsigned ? {} : { AuthenticationMethod: request.presigned ? 'QueryString' : 'AuthHeader' }),
      'x-amz-id-2': hostId,
      bytesTransferredOut: bytesOut,
    },
    requestId,
    hostId,
    bytesOut,
    ...resources(request, operation.object ?? false),
    ...(operation.object ? { data: true } : {}),
    host: s3Host(request),
  }
}

const listing = { 'list-type': '2', 'encoding-type': 'url' }

const presignedParameters = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Expires': '300',
  'X-Amz-SignedHeaders': 'host',
}

function resources(request: S3Request, isObjectCall: boolean): { resources?: readonly JsonObject[] } {
  if (request.bucket === undefined || request.name === 'CreateBucket') return {}
  const arn = `arn:aws:s3:::${request.bucket}`
  const bucket = { accountId: request.owner, type: 'AWS::S3::Bucket', ARN: arn }
  if (!isObjectCall || request.name === 'HeadBucket') return { resources: [bucket] }
  const object =
    request.key === undefined
      ? { type: 'AWS::S3::Object', ARNPrefix: `${arn}/${request.prefix ?? ''}` }
      : { type: 'AWS::S3::Object', ARN: `${arn}/${request.key}` }
  return { resources: [object, bucket] }
}
