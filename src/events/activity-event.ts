import type { AccountId, BucketName, JsonObject } from '#primitives'
import type { Actor } from './actor.ts'
import type { Network } from './network.ts'

export type LogKind = 'cloudtrail' | 's3-access-log'

/** `failed` covers every error that is not a refusal: a missing bucket, a bad request, a conflict. */
export type Outcome = 'success' | 'denied' | 'failed'

/** Where a record stands: enough for a person to find it again. */
export interface Origin {
  /** The file as given, with `!member` appended for a member of a zip archive. */
  readonly file: string
  /** The record's number in the file, from 1: a line of an access log, a record of a trail. */
  readonly record: number
}

/**
 * One normalised activity, the same for every log it came from. Produced by `formats`, read by all later stages.
 * Plain data: it may travel between threads and into a database.
 */
export interface ActivityEvent {
  /** CloudTrail eventID; for an access log line, request id + operation + key digest. */
  readonly id: string
  /**
   * A 53-bit digest. The same event delivered twice, by whatever file, has the same identity, and so have an event of CloudTrail and a
   * line of an access log that tell of the same request.
   */
  readonly identity: number
  /** Epoch milliseconds as the record says; undefined when the record's time cannot be read. */
  readonly time: number | undefined
  readonly log: LogKind
  /** `s3.amazonaws.com`, `datasync.amazonaws.com`, ... */
  readonly service: string
  /** CloudTrail eventName, or the access log operation. */
  readonly action: string
  readonly category: 'management' | 'data' | 'other'
  readonly outcome: Outcome
  readonly errorCode?: string
  readonly actor: Actor
  /** Located (country, autonomous system) by the pipeline before any later stage sees the event. */
  network: Network
  readonly userAgent?: string
  /** The account the record belongs to (recipient). Empty when the log does not say: access logs never do. */
  readonly account: AccountId
  readonly region: string
  readonly bucket?: BucketName
  readonly key?: string
  readonly bytesOut?: number
  readonly origin: Origin
  /** The record as delivered (an access log line as its fields in AWS's names), or the part of it that the reading plan asked for. */
  readonly raw: JsonObject
  /** `raw` is not this event's whole record: it is cut to what is needed, or that of an event that is alike in all that a finding says of it. */
  readonly standIn?: true
}
