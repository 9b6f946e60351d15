/**
 * A server access log record by AWS's field names in snake case, whichever of its forms it came in. Null where the
 * log says `-`, or ends before the field. Text is as delivered: the key is still URL-encoded.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export type AccessLogRecord = {
  readonly bucket_owner: string | null
  readonly bucket: string | null
  /** `06/Feb/2019:00:00:38 +0000`, or as the structured form has it: `2026-02-06T00:00:38.000Z`. */
  readonly time: string | null
  readonly remote_ip: string | null
  readonly requester: string | null
  readonly request_id: string | null
  readonly operation: string | null
  readonly key: string | null
  readonly request_uri: string | null
  readonly http_status: number | null
  readonly error_code: string | null
  readonly bytes_sent: number | null
  readonly object_size: number | null
  /** Milliseconds. */
  readonly total_time: number | null
  /** Milliseconds. */
  readonly turn_around_time: number | null
  readonly referer: string | null
  readonly user_agent: string | null
  readonly version_id: string | null
  readonly host_id: string | null
  readonly signature_version: string | null
  readonly cipher_suite: string | null
  readonly authentication_type: string | null
  readonly host_header: string | null
  readonly tls_version: string | null
  readonly access_point_arn: string | null
  readonly acl_required: string | null
  readonly source_region: string | null
  /** `extra_1`, ...: fields that AWS has appended since. In the structured form they have names of their own. */
  readonly [extra: string]: string | number | null
}

/** In the order of a line. */
export const fieldNames = [
  'bucket_owner',
  'bucket',
  'time',
  'remote_ip',
  'requester',
  'request_id',
  'operation',
  'key',
  'request_uri',
  'http_status',
  'error_code',
  'bytes_sent',
  'object_size',
  'total_time',
  'turn_around_time',
  'referer',
  'user_agent',
  'version_id',
  'host_id',
  'signature_version',
  'cipher_suite',
  'authentication_type',
  'host_header',
  'tls_version',
  'access_point_arn',
  'acl_required',
  'source_region',
] as const

export type FieldName = (typeof fieldNames)[number]

/** Lines of the first era end with the version id; a shorter one has been cut. */
export const fewestFields = fieldNames.indexOf('version_id') + 1
