import type { ActivityEvent, EventSink, Origin } from '#events'
import type { JsonObject } from '#primitives'
import type { FormatLimits } from '../file-account.ts'
import type { RecordReader } from '../record-reader.ts'
import { AccessLogReader } from './access-log-reader.ts'
import { recordOfObject } from './structured-record.ts'
import { toEvent } from './to-event.ts'

export type { AccessLogRecord } from './access-log-record.ts'
export { looksLikeAccessLog } from './looks-like-access-log.ts'

/**
 * Reads the lines, or the structured records of one line each, of an S3 server access log.
 *
 * @param mayGrow the log may be in the middle of being written: a last line without its end is left for later.
 */
export const createAccessLogReader = (
  name: string,
  limits: FormatLimits,
  sink: EventSink,
  mayGrow = false,
): RecordReader => new AccessLogReader(name, limits, sink, mayGrow)

/** The event of a structured record that came in an envelope; undefined when it is none. */
export function eventOfStructuredRecord(object: JsonObject, origin: Origin): ActivityEvent | undefined {
  const record = recordOfObject(object)
  return record && toEvent(record, origin)
}
