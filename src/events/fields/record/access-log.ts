import type { Field, FieldGroup } from '../field.ts'
import { lineField } from './raw-field.ts'

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html names the fields of the text form,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/sal-cw-log-format.html those of the JSON form. Where they differ, both
 * names are fields.
 */
const fields: readonly Field[] = [
  ...twoNames('bucket_owner', 'bucket_owner_id', 'Canonical user id of the bucket’s owner.'),
  ...twoNames('bucket', 'bucket_name', 'The bucket.'),
  ...twoNames('time', 'request_time', 'When the request was received, as written.'),
  lineField(['remote_ip', 'ip', 'The address the request came from.']),
  lineField(['requester', 'string', 'Canonical user id or ARN of the caller; absent for an anonymous one.']),
  lineField(['request_id', 'string', 'The request’s id.']),
  lineField(['operation', 'string', 'E.g. `REST.GET.OBJECT`, `BATCH.DELETE.OBJECT`, `S3.EXPIRE.OBJECT`.']),
  ...twoNames('key', 'key_name', 'The object’s key as written, URL-encoded.'),
  lineField(['request_uri', 'string', 'The request line: method, path with query, protocol.']),
  lineField(['http_status', 'number', 'The HTTP status that was answered.']),
  lineField(['error_code', 'string', 'S3’s error code.']),
  lineField(['bytes_sent', 'number', 'Bytes sent to the caller.']),
  lineField(['object_size', 'number', 'Size of the object in bytes.']),
  lineField(['total_time', 'number', 'Milliseconds from request to the last byte of the answer.']),
  lineField(['turn_around_time', 'number', 'Milliseconds that S3 worked on the request.']),
  ...twoNames('referer', 'referrer', 'The `Referer` header.'),
  lineField(['version_id', 'string', 'The object version asked for.']),
  lineField(['host_id', 'string', 'The `x-amz-id-2` of the request.']),
  lineField(['signature_version', 'string', '`SigV2` or `SigV4`; absent for an anonymous request.']),
  lineField(['cipher_suite', 'string', 'The TLS cipher; absent for plain HTTP.']),
  ...twoNames('authentication_type', 'auth_type', '`AuthHeader`, `QueryString` (presigned) or absent.'),
  lineField(['host_header', 'string', 'The host name that was called.']),
  lineField(['tls_version', 'string', 'The TLS version; absent for plain HTTP.']),
  lineField(['access_point_arn', 'string', 'The access point that was used.']),
  lineField(['acl_required', 'string', '`Yes` when an ACL was needed to allow the request.']),
  lineField(['source_region', 'string', 'The region the request came from, where AWS knows it.']),
  lineField(['schema_version_id', 'string', 'The version of the JSON form.']),
  lineField(['bucket_arn', 'string', 'The bucket’s ARN, in the JSON form.']),
]

function twoNames(name: string, other: string, meaning: string): readonly Field[] {
  return [lineField([name, 'string', meaning], other), lineField([other, 'string', meaning], name)]
}

export const accessLogFields: FieldGroup = {
  title: 'S3 server access logs, AWS’s names',
  about:
    'The fields of an access log line as AWS names them, in snake case. A field that holds `-` (null in the JSON form) is null. `user_agent` is among the fields of the event.',
  fields,
}
