import type { AccessLogRecord, FieldName } from './access-log-record.ts'
import { CleanLine } from './clean-line.ts'
import { splitOddLine } from './split-odd-line.ts'

/** What a line holds, or why it is no record. */
export type Split =
  | {
      readonly ok: true
      readonly record: AccessLogRecord
      /** Nothing about the line is odd. */
      readonly isClean?: true
      /** The line ends with this field, before its time: what comes after it is unknown, not empty. */
      readonly cutAfter?: FieldName
    }
  | { readonly ok: false; readonly fault: Fault }

export interface Fault {
  readonly code: 'malformed-line' | 'cut-line' | 'no-operation'
  /** From 1. */
  readonly column: number
  readonly expected: string
}

/**
 * Reads a line of any era: 18 to 27 fields and more. Quoted fields may hold quotes, requesters and keys spaces: S3
 * escapes nothing. A line that is cut after its HTTP status still says who did what with what result, and is used;
 * one that is cut before it is not, for it would not say whether the request succeeded.
 */
export function splitLine(line: string): Split {
  const record = splitCleanLine(line)
  return record ? { ok: true, record, isClean: true } : splitOddLine(line)
}

const clean = new CleanLine()

/** The fast way, for lines without any oddity; undefined for all others, which may still be good. */
function splitCleanLine(line: string): AccessLogRecord | undefined {
  clean.begin(line)
  const record: AccessLogRecord = {
    bucket_owner: clean.text(),
    bucket: clean.text(),
    time: clean.time(),
    remote_ip: clean.text(),
    requester: clean.text(),
    request_id: clean.text(),
    operation: clean.operation(),
    key: clean.text(),
    request_uri: clean.uri(),
    http_status: clean.status(),
    error_code: clean.text(),
    bytes_sent: clean.number(),
    object_size: clean.number(),
    total_time: clean.number(),
    turn_around_time: clean.number(),
    referer: clean.quoted(),
    user_agent: clean.lastQuoted(),
    version_id: clean.text(),
    host_id: clean.late(),
    signature_version: clean.late(),
    cipher_suite: clean.late(),
    authentication_type: clean.late(),
    host_header: clean.late(),
    tls_version: clean.late(),
    access_point_arn: clean.late(),
    acl_required: clean.late(),
    source_region: clean.late(),
  }
  return clean.isClean() ? record : undefined
}
