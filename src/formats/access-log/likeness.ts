import type { ActivityEvent, Origin } from '#events'
import { BoundedCache, sharingTexts } from '#primitives'
import { type AccessLogRecord, fieldNames } from './access-log-record.ts'
import { type CommonText, LineParts } from './line-parts.ts'
import { type Doing, toEvent } from './to-event.ts'

/** A line that others are like. Its texts are parts of the line, which they keep. */
export interface LineLikeness {
  readonly common: CommonText
  readonly record: AccessLogRecord
  readonly doing: Doing
}

/** Callers do few different things in a while; what has not been done lately is forgotten. */
const mostPerCaller = 8
/** Remembered twice over (see `BoundedCache`), with about two kilobytes for each thing that they do. */
const mostCallers = 5_000
/** In letters, of a line that is kept. */
const mostLength = 4_000
/** Nothing is kept of a caller that was met once or twice, as most visitors of a public bucket are: it takes as long as reading a line. */
const metOnce: LineLikeness[] = []
const metTwice: LineLikeness[] = []

/**
 * Lines that differ in nothing but their occasion: time, ids, key, request-URI, version and counts. They are told by their text, so
 * that hardly more is read of a line than what it has of its own.
 */
export class LineLikenesses {
  readonly #parts = new LineParts()
  /** By a hash of the caller, which a few may share. */
  readonly #byCaller = new BoundedCache<number, LineLikeness[]>(mostCallers)
  #caller: number | undefined

  /** What a line is like. */
  of(line: string): LineLikeness | undefined {
    this.#caller = this.#parts.begin(line)
    const known = this.#caller === undefined ? undefined : this.#byCaller.get(this.#caller)
    if (known === undefined) return undefined
    for (let index = 0; index < known.length; index++) {
      const likeness = known[index] as LineLikeness
      if (!this.#parts.fits(likeness.common)) continue
      known[index] = known[0] as LineLikeness
      known[0] = likeness
      return likeness
    }
    return undefined
  }

  /** The event of the line that was asked about last. */
  eventLike({ record, doing }: LineLikeness, origin: Origin): ActivityEvent {
    return toEvent(recordLike(record, this.#parts), origin, doing)
  }

  /**
   * Remembers the line that was asked about last, which is clean and like no other so far.
   *
   * @returns what others may be like; undefined where that is not worth knowing yet.
   */
  keep(record: AccessLogRecord, doing: Doing): LineLikeness | undefined {
    const caller = this.#caller
    if (caller === undefined || this.#parts.length > mostLength) return undefined
    const known = this.#byCaller.get(caller)
    if (known === undefined || known === metOnce) {
      this.#byCaller.set(caller, known === undefined ? metOnce : metTwice)
      return undefined
    }
    const common = this.#parts.common()
    if (common.caller !== `${record.remote_ip ?? '-'} ${record.requester ?? '-'}`) return undefined
    if (!this.#parts.fits(common) || !isSame(record, recordLike(record, this.#parts))) return undefined
    const likeness = { common, record, doing: withSharedTexts(doing) }
    if (known === metTwice) this.#byCaller.set(caller, [likeness])
    else {
      if (known.length === mostPerCaller) known.pop()
      known.unshift(likeness)
    }
    return likeness
  }
}

/** Spelled out: a copy that is changed afterwards takes three times as long. */
const recordLike = (record: AccessLogRecord, parts: LineParts): AccessLogRecord => ({
  bucket_owner: record.bucket_owner,
  bucket: record.bucket,
  time: parts.time,
  remote_ip: record.remote_ip,
  requester: record.requester,
  request_id: parts.requestId,
  operation: record.operation,
  key: parts.key,
  request_uri: parts.requestUri,
  http_status: record.http_status,
  error_code: record.error_code,
  bytes_sent: parts.bytesSent,
  object_size: parts.objectSize,
  total_time: parts.totalTime,
  turn_around_time: parts.turnAroundTime,
  referer: record.referer,
  user_agent: record.user_agent,
  version_id: parts.versionId,
  host_id: parts.hostId,
  signature_version: record.signature_version,
  cipher_suite: record.cipher_suite,
  authentication_type: record.authentication_type,
  host_header: record.host_header,
  tls_version: record.tls_version,
  access_point_arn: record.access_point_arn,
  acl_required: record.acl_required,
  source_region: record.source_region,
})

const isSame = (one: AccessLogRecord, other: AccessLogRecord): boolean =>
  fieldNames.every(name => one[name] === other[name])

const sharedText = sharingTexts(1_000)

/** Names that are looked up for each event are found sooner where they are the same text. */
const withSharedTexts = (doing: Doing): Doing => ({
  ...doing,
  action: sharedText(doing.action),
  idEnding: sharedText(doing.idEnding),
  bucket: doing.bucket && sharedText(doing.bucket),
})
