import { bothLogs, type FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { factField, known } from './fact-field.ts'

const customerKey = 'x-amz-server-side-encryption-customer-algorithm'
const kmsKey = 'x-amz-server-side-encryption-aws-kms-key-id'
const headers = (name: string): readonly string[] => [...parameterPaths(name), `responseElements.${name}`]

const key = 'the headers of the request or of the answer'
const sseC = factField('object', `${key}, or \`additionalEventData.SSEApplied\``, [
  ...headers(customerKey),
  'additionalEventData.SSEApplied',
])
const kms = factField('object', key, [...headers(kmsKey), ...parameterPaths('ObjectEncryption')])
const version = factField(
  'object',
  'CloudTrail `requestParameters.versionId`, access log version id',
  ['requestParameters.versionId'],
  bothLogs,
)
const bypass = factField(
  'object',
  '`requestParameters.x-amz-bypass-governance-retention`',
  parameterPaths('x-amz-bypass-governance-retention'),
)

export const objectFields: FieldGroup = {
  title: 'Calls on objects',
  about: 'What uploads, copies, reads and deletions of objects say beyond bucket and key.',
  fields: [
    sseC('sse_c', 'boolean', 'Encrypted with a key that the caller brought (SSE-C).', facts => facts.object?.sseC),
    kms('kms_key', 'string', 'The KMS key, as written.', facts => facts.object?.kmsKey),
    kms('kms_account', 'string', 'The account in the key’s ARN.', facts => facts.object?.kmsAccount),
    version('version_id', 'string', 'The version that the call names.', facts => facts.object?.versionId),
    bypass(
      'bypass_governance',
      'boolean',
      'The caller asked to bypass governance retention.',
      facts => facts.object?.bypassGovernance,
    ),
  ],
}

const source = [...parameterPaths('x-amz-copy-source'), 'requestParameters.bucketName']
const copy = factField('copy', '`requestParameters.x-amz-copy-source`', [...source, 'requestParameters.key'])
const owners = factField('copy', '`resources`', [...source, 'resources', ...accountPaths])

export const copyFields: FieldGroup = {
  title: 'Copies',
  about: 'What `CopyObject` and `UploadPartCopy` copy from where.',
  fields: [
    copy('source_bucket', 'string', 'The bucket, or access point, copied from.', facts => facts.copy?.sourceBucket),
    copy('source_key', 'string', 'The key copied from, decoded.', facts => facts.copy?.sourceKey),
    copy(
      'same_object',
      'boolean',
      'The object is copied onto itself, as is done to change how it is encrypted.',
      facts => facts.copy?.sameObject,
    ),
    owners('accounts[]', 'string', 'The owners of the buckets that take part, when they differ.', facts =>
      known(facts.copy?.accounts),
    ),
  ],
}

const authentication = [
  'additionalEventData.AuthenticationMethod',
  'requestParameters.X-Amz-Expires',
  'requestParameters.Expires',
  'requestParameters.response-content-disposition',
  'eventTime',
]
const presigned = factField(
  'request',
  'CloudTrail `additionalEventData.AuthenticationMethod`, access log authentication type; not for the S3 console',
  [...authentication, 'userAgent', 'sessionCredentialFromConsole'],
  bothLogs,
)
const expires = factField('request', 'the `X-Amz-Expires` of the query', authentication, bothLogs)
const tls = factField(
  'request',
  'CloudTrail `tlsDetails` and `additionalEventData.CipherSuite`, access log cipher suite and TLS version',
  [
    'additionalEventData.CipherSuite',
    'additionalEventData.bytesTransferredIn',
    'additionalEventData.bytesTransferredOut',
    'tlsDetails',
    'sourceIPAddress',
  ],
  bothLogs,
)
const signature = factField(
  'request',
  'CloudTrail `additionalEventData.SignatureVersion`, access log signature version',
  ['additionalEventData.SignatureVersion'],
  bothLogs,
)

export const requestFields: FieldGroup = {
  title: 'The request',
  about: 'How a call of a data event or a line of an access log was sent.',
  fields: [
    presigned(
      'presigned',
      'boolean',
      'By a presigned URL; the S3 console’s own do not count.',
      facts => facts.request?.presigned,
    ),
    expires(
      'expires_seconds',
      'number',
      'For how long the presigned URL is valid.',
      facts => facts.request?.expiresSeconds,
    ),
    tls('plain_http', 'boolean', 'It was sent without TLS.', facts => facts.request?.plainHttp),
    signature('signature_version', 'string', '`SigV2` or `SigV4`.', facts => facts.request?.signatureVersion),
  ],
}
